import { describe, expect, it } from 'vitest';
import { chatzooJson } from '../../../../../src/core/formats/import/chatzooJson.ts';
import { chatzooJsonl } from '../../../../../src/core/formats/import/chatzooJsonl.ts';
import { chatzooStore } from '../../../../../src/core/formats/import/chatzooStore.ts';
import type { Content, TableRow } from '../../../../../src/core/formats/import/format.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import { aReply, aSession, aTurn, aVote, twoBots } from '../../../../support/builders.ts';
import { readWith as read } from '../../../../support/importing.ts';

const record: SessionRecord = {
  session: aSession({ tags: ['red'] }),
  turns: [aTurn(), aTurn({ id: 'turn-2' as never, index: 1 })],
  votes: [aVote({ kind: 'best', winner: 'B' }), aVote({ kind: 'allBad' }, { id: 'v2' as never })],
};

function manySeats(count: number) {
  return Array.from({ length: count }, (_, i) => ({ ...twoBots[0]!, seat: `seat ${i}` }));
}

const readJson = (value: unknown) =>
  read(chatzooJson, { shape: 'json', value: JSON.parse(JSON.stringify(value)) as unknown });

const sessions = (...list: readonly unknown[]) => ({
  format: 'chatzoo-sessions',
  version: 2,
  content: 'full',
  exportedAt: '2026-01-02T03:04:05.000Z',
  sessions: list,
});

/** The record with one value changed, at a path such as `turns.0.replies.1.state`. */
function spoilt(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(record)) as Record<string, unknown>;
  const parts = path.split('.');
  const last = parts.pop()!;
  const owner = parts.reduce((part, key) => part[key] as Record<string, unknown>, copy);
  owner[last] = value;
  return copy;
}

describe('our JSON', () => {
  it('is read as it was written, and nothing is left behind', async () => {
    const { records, refused, notKept } = await readJson(sessions(record));
    expect([records, refused, notKept]).toEqual([[record], [], []]);
  });

  it('brings a ranking back, with its ties and without the bots that it does not name', async () => {
    const ranked = {
      ...record,
      votes: [
        aVote({ kind: 'ranking', order: [['B'], ['A']] }),
        aVote({ kind: 'ranking', order: [['A', 'B']] }, { id: 'v2' as never }),
        aVote({ kind: 'ranking', order: [['A']] }, { id: 'v3' as never }),
      ],
    };
    const { records, refused, notKept } = await readJson(sessions(ranked));
    expect([records, refused, notKept]).toEqual([[ranked], [], []]);
  });

  it.each([
    ['session.mode', 'peace', 'session.mode'],
    ['session.createdAt', -1, 'session.createdAt'],
    ['session.updatedAt', 1.5, 'session.updatedAt'],
    ['session.annotatedAt', 8.9e15, 'session.annotatedAt'],
    ['turns.1.createdAt', 8.9e15, 'turns[1].createdAt'],
    ['session.seats', manySeats(65), 'session.seats'],
    ['session.pinned', undefined, 'session.pinned'],
    ['session.seats.1.seat', 'A', 'session.seats[1].seat'],
    ['session.id', '', 'session.id'],
    ['turns', {}, 'turns'],
    ['turns.0.index', 1, 'turns[0].index'],
    ['turns.1.id', 'turn-1', 'turns'],
    ['turns.0.sessionId', 'other', 'turns[0].sessionId'],
    ['turns.0.replies.1.state', { kind: 'asleep' }, 'turns[0].replies[1].state.kind'],
    ['turns.0.replies.1.state', 'done', 'turns[0].replies[1].state'],
    ['turns.0.replies.1.seat', 'C', 'turns[0].replies[1].seat'],
    ['turns.0.replies.1.seat', 'A', 'turns[0].replies[1].seat'],
    ['turns.0.replies.1.id', 'turn-1-A', 'turns.replies'],
    ['turns.0.replies.0.tokens.prompt', -1, 'turns[0].replies[0].tokens.prompt'],
    ['turns.0.replies.0.tokens.evaluated', 0.5, 'turns[0].replies[0].tokens.evaluated'],
    ['turns.0.replies.0.leftOutTurns', -1, 'turns[0].replies[0].leftOutTurns'],
    ['turns.0.replies.0.leftOutTurns', 1.5, 'turns[0].replies[0].leftOutTurns'],
    ['turns.0.replies.0.thinking', 7, 'turns[0].replies[0].thinking'],
    ['turns.0.replies.0.timings.totalMs', -1, 'turns[0].replies[0].timings.totalMs'],
    ['turns.0.replies.0.sampling.topP', '1', 'turns[0].replies[0].sampling.topP'],
    ['votes', null, 'votes'],
  ])('refuses a session whose %s is %j, and reads the next', async (path, value, at) => {
    const { records, refused } = await readJson(sessions(spoilt(path, value), record));
    expect(refused).toEqual([`sessions[0].${at}`]);
    expect(records).toEqual([record]);
  });

  it.each([
    ['votes.0.verdict', { kind: 'best', winner: 'C' }, 'votes[0].verdict.winner'],
    ['votes.0.verdict', { kind: 'worst' }, 'votes[0].verdict.kind'],
    ['votes.0.verdict', { kind: 'ranking' }, 'votes[0].verdict.order'],
    ['votes.0.verdict', { kind: 'ranking', order: ['A'] }, 'votes[0].verdict.order[0]'],
    ['votes.0.verdict', { kind: 'ranking', order: [['A'], ['C']] }, 'votes[0].verdict.order[1][0]'],
    [
      'votes.0.verdict',
      { kind: 'ranking', order: [['B', 'A'], ['A']] },
      'votes[0].verdict.order[1][0]',
    ],
    ['votes.0.verdict', { kind: 'ranking', order: [['A'], []] }, 'votes[0].verdict.order[1]'],
    ['votes.0.turnId', 'turn-3', 'votes[0].turnId'],
    ['votes.0.sessionId', 'other', 'votes[0].sessionId'],
    ['votes.0.shown.0.seat', 'C', 'votes[0].shown[0].seat'],
    ['votes.0.shown.0.seat', 'B', 'votes[0].shown[1].seat'],
    ['votes.0.castAt', -1, 'votes[0].castAt'],
    ['votes.0.castAt', 8.9e15, 'votes[0].castAt'],
    ['votes.0.shown', manySeats(65), 'votes[0].shown'],
    ['votes.0.flags', ['nice'], 'votes[0].flags[0]'],
    ['votes.0', null, 'votes[0]'],
  ])('refuses a vote alone whose %s is %j', async (path, value, at) => {
    const { records, refused } = await readJson(sessions(spoilt(path, value)));
    expect(refused).toEqual([`sessions[0].${at}`]);
    expect(records).toEqual([{ ...record, votes: record.votes.slice(1) }]);
  });

  it('refuses infinite numbers', async () => {
    const value = sessions(spoilt('turns.0.replies.0.timings.totalMs', 'HUGE'));
    const text = JSON.stringify(value).replace('"HUGE"', '1e999');
    const { refused } = await read(chatzooJson, {
      shape: 'json',
      value: JSON.parse(text) as unknown,
    });
    expect(refused).toEqual(['sessions[0].turns[0].replies[0].timings.totalMs']);
  });

  it('tells of fields that it does not know, at any depth', async () => {
    const value = spoilt('turns.0.replies.0.state.mood', 'happy') as Record<string, unknown>;
    const vote = { ...record.votes[0], mood: 1, verdict: { kind: 'allBad', mood: 1 } };
    const mood = JSON.parse('{"__proto__": 1, "constructor": 2}') as object;
    const { notKept, records } = await readJson({
      ...sessions({ ...value, ...mood, votes: [vote] }),
      mood: 1,
    });
    expect(notKept.sort()).toEqual([
      '__proto__',
      'constructor',
      'mood',
      'turns.replies.state.mood',
      'votes.mood',
      'votes.verdict.mood',
    ]);
    expect(records).toHaveLength(1);
  });

  it('reads the single session of version 1, in which some fields were not there yet', async () => {
    const text = JSON.stringify(
      { format: 'chatzoo-session', version: 1, ...record },
      // These fields came with version 2.
      (key, value: unknown) => (['pinned', 'tags', 'flags'].includes(key) ? undefined : value),
    );
    const { records, refused, notKept } = await readJson(JSON.parse(text));
    expect([refused, notKept]).toEqual([[], []]);
    expect(records).toEqual([{ ...record, session: { ...record.session, tags: [] } }]);
  });

  it('of a newer version is refused with advice', async () => {
    const { refused, why } = await readJson({ ...sessions(record), version: 3 });
    expect(refused).toEqual(['version']);
    expect(why[0]).toContain('Update the extension');
  });

  it('has no replies that wait for ever', async () => {
    const replies = [aReply({ state: { kind: 'streaming' }, text: 'By sc' })];
    const { records } = await readJson(sessions({ ...record, turns: [aTurn({ replies })] }));
    expect(records[0]?.turns[0]?.replies[0]).toMatchObject({
      text: 'By sc',
      state: { kind: 'failed', code: 'interrupted' },
    });
  });

  it('says what is wrong with a time', async () => {
    const why = async (at: number) =>
      (await readJson(sessions(spoilt('session.createdAt', at)))).why;
    expect(await why(-1)).toEqual(['It must be a whole number that is not negative.']);
    expect(await why(0.5)).toEqual(['It must be a whole number that is not negative.']);
    expect(await why(8.9e15)).toEqual(['It must not be above 8640000000000000.']);
  });

  it('may have as many turns and votes as there are, and takes no time for them', async () => {
    const [session, count] = [aSession(), 130_000];
    const turns = Array.from({ length: count }, (_, index) =>
      aTurn({ id: `turn-${index}` as never, index, replies: [] }),
    );
    const votes = Array.from({ length: 40_000 }, (_, index) =>
      aVote(
        { kind: 'allBad' },
        { id: `vote-${index}` as never, turnId: turns[count - 1 - index]!.id },
      ),
    );
    const before = process.cpuUsage();
    const { records, refused } = await read(chatzooJson, {
      shape: 'json',
      value: sessions({ session, turns, votes }),
    });
    // Quadratic work would be minutes. The processor's time, as other tests run beside this one.
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
    expect(refused).toEqual([]);
    expect([records[0]?.turns.length, records[0]?.votes.length]).toEqual([count, 40_000]);
  });

  it('has tags without blanks at their ends, none twice', async () => {
    const session = aSession({ tags: [' red', 'red', '', 'blue '] });
    const { records } = await readJson(sessions({ ...record, session }));
    expect(records[0]?.session.tags).toEqual(['red', 'blue']);
  });
});

describe('our JSON Lines', () => {
  it('name the line of what they refuse', async () => {
    const line = (row: unknown, number: number) => ({ line: number, row });
    const frame = { format: 'chatzoo-session', version: 2 };
    const rows = [
      line({ ...frame, ...(spoilt('turns.1.index', 7) as object) }, 1),
      { line: 2, broken: 'no JSON' },
      line({ format: 'something else' }, 3),
      line({ ...frame, version: 3 }, 4),
      line({ ...frame, ...record, mood: 1 }, 9),
    ];
    const content: Content = {
      shape: 'jsonl',
      first: rows.flatMap(row => ('row' in row ? [row.row] : [])),
      rows: (async function* () {
        for (const row of rows) yield await Promise.resolve(row);
      })(),
    };
    expect(chatzooJsonl.recognises(content)).toBe(true);
    const { records, refused, notKept } = await read(chatzooJsonl, content);
    expect(records).toEqual([record]);
    expect(refused).toEqual(['1: turns[1].index', '2', '3: format', '4: version']);
    expect(notKept).toEqual(['mood']);
  });
});

describe('a database of schema 1', () => {
  it('is read without the columns that came later', async () => {
    const bots = twoBots.map((bot, place) => ({ ...bot, place }));
    const tables = new Map<string, readonly TableRow[]>([
      ['meta', [{ id: 'x', seq: 0 }]],
      [
        'sessions',
        [
          {
            id: 's',
            title: 'Ants',
            mode: 'arena',
            annotation_mode: 'session',
            created_at: 1,
            updated_at: 2,
            annotated_at: null,
            mood: 'happy',
          },
        ],
      ],
      ['seats', bots.map(bot => ({ session_id: 's', ...(bot as object) })).reverse()],
      ['turns', []],
      ['replies', []],
      [
        'votes',
        [
          {
            id: 'v',
            session_id: 's',
            turn_id: null,
            cast_at: 3,
            voter_kind: 'human',
            voter_name: 'me',
            verdict: 'best',
            winner: 'A',
            blind: 1,
            supersedes: null,
            comment: '',
          },
        ],
      ],
      ['shown_bots', bots.map(bot => ({ vote_id: 'v', ...(bot as object) }))],
      ['notes', []],
    ]);
    const content: Content = { shape: 'tables', tables };
    expect(chatzooStore.recognises(content)).toBe(true);
    const { records, refused, notKept } = await read(chatzooStore, content);
    expect([refused, notKept]).toEqual([[], ['sessions.mood', 'notes']]);
    expect(records[0]).toEqual({
      session: {
        id: 's',
        title: 'Ants',
        mode: 'arena',
        annotationMode: 'session',
        createdAt: 1,
        updatedAt: 2,
        pinned: false,
        tags: [],
        seats: twoBots,
      },
      turns: [],
      votes: [
        {
          ...aVote({ kind: 'best', winner: 'A' }, { id: 'v' as never, sessionId: 's' as never }),
          castAt: 3,
          blind: true,
        },
      ],
    });
  });
});
