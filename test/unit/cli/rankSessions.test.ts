import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../src/core/formats/record.ts';
import type {
  Fingerprint,
  SeatedBot,
  Session,
  SessionId,
  TurnId,
  Verdict,
  Vote,
  VoteId,
} from '../../../src/core/model.ts';
import { aBot, aSession, aTurn, aVote } from '../../support/builders.ts';
import { fill, program } from './program.ts';
import { battle, jsonLines, ranking, ratingsOf } from './rankings.ts';

const { file, run, runIn } = program();

const ANT = aBot({ seat: 'A', name: 'Ant' });
const BEE = aBot({ seat: 'B', name: 'Bee', fingerprint: 'b2b2b2b2' as Fingerprint });
const OTHER_ANT = aBot({ seat: 'C', name: 'Ant', fingerprint: 'c3c3c3c3' as Fingerprint });

/** A session of its own with one vote on its one turn. */
function judged(
  key: number,
  verdict: Verdict,
  {
    shown = [ANT, BEE],
    vote = {},
    session = {},
  }: { shown?: readonly SeatedBot[]; vote?: Partial<Vote>; session?: Partial<Session> } = {},
): SessionRecord {
  const sessionId = `session-${key}` as SessionId;
  const turnId = `turn-${key}` as TurnId;
  return {
    session: aSession({ id: sessionId, seats: shown, annotationMode: 'reply', ...session }),
    turns: [aTurn({ id: turnId, sessionId })],
    votes: [
      aVote(verdict, {
        id: `vote-${key}` as VoteId,
        sessionId,
        turnId,
        shown,
        castAt: Date.UTC(2026, 0, 3) + key,
        ...vote,
      }),
    ],
  };
}

const best = (winner: string): Verdict => ({ kind: 'best', winner });

/** Ant wins three of four against Bee, of those that count. */
const RECORDS: readonly SessionRecord[] = [
  judged(1, best('A')),
  judged(2, best('A')),
  judged(3, best('A')),
  judged(4, best('B')),
  judged(5, best('B'), { vote: { flags: ['banned'] } }),
  judged(6, best('B'), { session: { mode: 'debug' } }),
];

describe('chatzoo rank on sessions', () => {
  it('reads a database and its exports alike, and counts no vote twice', async () => {
    const database = file('votes.sqlite');
    await fill(database, RECORDS);
    const [json, lines] = [file('votes.json'), file('votes.jsonl')];
    run('export', '--database', database, '-o', json);
    run('export', '--database', database, '--format', 'jsonl', '-o', lines);
    const found = run('rank', database, '--json');
    expect(found.status).toBe(0);
    const { votes, battles, warnings } = ranking(found.stdout);
    expect({ votes, battles }).toEqual({ votes: 4, battles: 4 });
    expect(warnings).toMatchObject([{ kind: 'excluded', votes: 1 }]);
    const ratings = ratingsOf(found.stdout);
    expect(ratings['Ant']).toBeCloseTo(1000 + 200 * Math.log10(3), 9);
    for (const files of [
      [json],
      [lines],
      [lines, json, database, json],
      ['--database', database],
    ]) {
      expect(run('rank', ...files, '--json').stdout).toBe(found.stdout);
    }
    const environment = { CHATZOO_DATABASE: database };
    expect(runIn(environment, 'rank', '--json').stdout).toBe(found.stdout);
    expect(run('rank', json, '--format', 'chatzoo').stdout).toContain('2 bots, 4 votes, 4 battles');
  });

  it('counts flagged votes where that is wanted', async () => {
    await fill(file('flags.sqlite'), RECORDS);
    const found = run('rank', file('flags.sqlite'), '--json', '--include-flagged');
    expect(ranking(found.stdout)).toMatchObject({
      votes: 5,
      options: { exclude: [] },
      warnings: [],
    });
    expect(ratingsOf(found.stdout)['Ant']).toBeCloseTo(1000 + 200 * Math.log10(3 / 2), 9);
  });

  it('takes the newer of two exports for what it adds', async () => {
    const [old, newer] = [file('old.json'), file('newer.json')];
    await fill(file('old.sqlite'), RECORDS.slice(0, 4));
    const changed = RECORDS.slice(0, 4).map(record => ({
      ...record,
      votes: [
        ...record.votes,
        ...record.votes.map(vote => ({
          ...vote,
          id: `${vote.id}-again` as VoteId,
          castAt: vote.castAt + 10,
          verdict: { kind: 'allBad' } as const,
          supersedes: vote.id,
        })),
      ],
    }));
    await fill(file('newer.sqlite'), changed);
    run('export', '--database', file('old.sqlite'), '-o', old);
    run('export', '--database', file('newer.sqlite'), '-o', newer);
    const together = run('rank', old, newer, '--json').stdout;
    expect(ranking(together).bots).toMatchObject([{ ties: 4 }, { ties: 4 }]);
    expect(run('rank', newer, old, '--json').stdout).toBe(together);
    expect(run('rank', newer, '--json').stdout).toBe(together);
  });

  it('rates by fingerprint, or all bots of one name together', async () => {
    const records = [
      ...RECORDS.slice(0, 4),
      judged(7, best('C'), { shown: [BEE, OTHER_ANT] }),
      judged(8, best('B'), { shown: [BEE, OTHER_ANT] }),
    ];
    await fill(file('names.sqlite'), records);
    const names = (...words: string[]): string[] =>
      Object.keys(ratingsOf(run('rank', file('names.sqlite'), '--json', ...words).stdout)).sort();
    expect(names()).toEqual(['Ant (0a1b2c3d)', 'Ant (c3c3c3c3)', 'Bee']);
    expect(names('--by', 'name')).toEqual(['Ant', 'Bee']);
    expect(names('--by', 'kind')).toEqual(['llama']);
  });

  it('can let a vote among many count as one battle', async () => {
    const shown = [
      ANT,
      BEE,
      aBot({ seat: 'C', name: 'Cat', fingerprint: 'c0c0c0c0' as Fingerprint }),
    ];
    const records = [
      judged(1, best('A'), { shown }),
      judged(2, best('B'), { shown }),
      judged(3, best('C'), { shown }),
      judged(4, best('A'), { shown: [ANT, BEE] }),
    ];
    await fill(file('many.sqlite'), records);
    const [plain, split] = [[], ['--split']].map(words =>
      run('rank', file('many.sqlite'), '--json', ...words),
    );
    expect(ranking(plain?.stdout ?? '')).toMatchObject({ votes: 4, battles: 7 });
    expect(ranking(split?.stdout ?? '').options).toMatchObject({ weighting: 'split' });
    // The vote between two weighs twice as much beside the others.
    const lead = (json = ''): number =>
      (ratingsOf(json)['Ant'] ?? 0) - (ratingsOf(json)['Bee'] ?? 0);
    expect(lead(split?.stdout)).toBeGreaterThan(lead(plain?.stdout) + 1);
  });

  it('puts battles beside sessions, on one board', async () => {
    await fill(file('beside.sqlite'), RECORDS.slice(0, 4));
    const rows = [battle('Ant', 'Bee', 'tie', 1), battle('Cat', 'Cat', 'tie', 2)];
    await writeFile(file('beside.jsonl'), jsonLines([...rows, 'oops']));
    const words = ['rank', file('beside.sqlite'), file('beside.jsonl'), '--by', 'name', '--json'];
    const found = run(...words);
    expect(found.status).toBe(1);
    expect(found.stderr).toContain(`${file('beside.jsonl')}:3: not counted: it is no JSON`);
    const { votes, bots, warnings } = ranking(found.stdout);
    expect(votes).toBe(5);
    expect(bots).toMatchObject([
      { name: 'Ant', wins: 3, ties: 1, losses: 1 },
      { name: 'Bee', wins: 1, ties: 1, losses: 3 },
    ]);
    expect(warnings).toMatchObject([
      { kind: 'self', battles: 1 },
      { kind: 'refused', rows: 1 },
    ]);
  });

  it('tells what of an export cannot be taken, by its place', async () => {
    await fill(file('broken.sqlite'), RECORDS.slice(0, 2));
    const { stdout } = run('export', '--database', file('broken.sqlite'));
    const document = JSON.parse(stdout) as { sessions: unknown[] };
    document.sessions.push({ session: 7 });
    await writeFile(file('broken.json'), JSON.stringify(document));
    const found = run('rank', file('broken.json'));
    expect(found.status).toBe(1);
    expect(found.stderr).toContain('broken.json:sessions[2]');
    expect(found.stdout).toContain('2 bots, 2 votes, 2 battles');
  });

  it('ends with 3 where there is no such database', () => {
    const found = run('rank', '--database', file('missing.sqlite'));
    expect(found).toMatchObject({ status: 3, stdout: '' });
    expect(found.stderr).toContain('missing.sqlite');
  });
});
