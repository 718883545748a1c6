import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../support/sharedData.ts';
import { program } from './program.ts';
import { battle, jsonLines, ranking, ratingsOf } from './rankings.ts';

// Others' numbers, through the program. Data of our own is in the other tests of the program.

const { file, run } = program();

type Ratings = Readonly<Record<string, number>>;

/** Of golden_edge.json. */
interface EdgeCase {
  readonly name: string;
  readonly votes: readonly (readonly [a: string, b: string, winner: string])[];
  readonly exact_mle: Ratings | null;
  readonly fastchat_observed: { readonly elo_online_head: Ratings };
}

function expectNear(found: Ratings, expected: Ratings, points: number): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, rating] of Object.entries(expected)) {
    expect(Math.abs((found[name] ?? NaN) - rating), name).toBeLessThanOrEqual(points);
  }
}

const edges = sharedData('ranking', 'golden_edge.json');

describe.skipIf(edges === undefined)('the edge cases beside the repository', async () => {
  const { cases } = JSON.parse(edges ? await readFile(edges, 'utf8') : '{"cases":[]}') as {
    cases: readonly EdgeCase[];
  };

  it.each(cases.map(each => [each.name, each] as const))('%s', async (name, each) => {
    const votes = file(`${name}.jsonl`);
    const rows = each.votes.map(([a, b, winner], i) => battle(a, b, winner, i));
    await writeFile(votes, jsonLines(rows));
    const anchor = name === 'anchor' ? ['--anchor', 'mixtral-8x7b-instruct-v0.1=1114'] : [];
    const found = run('rank', votes, '--json', ...anchor);
    const { bots, warnings } = ranking(found.stdout);
    for (const bot of bots) expect(Object.values(bot)).not.toContain(null);
    if (name === 'unknown_outcome_string') {
      // FastChat and arena-rank count these as ties; a word that nobody knows is no vote.
      expect(found.status).toBe(1);
      expect(warnings).toMatchObject([{ kind: 'refused', rows: 4 }]);
      for (const line of [5, 6, 7, 8]) expect(found.stderr).toContain(`${name}.jsonl:${line}: `);
      return;
    }
    expect(found.status).toBe(0);
    expect(warnings.some(({ kind }) => kind === 'prior')).toBe(each.exact_mle === null);
    if (each.exact_mle) expectNear(ratingsOf(found.stdout), each.exact_mle, 1e-6);
    const elo = run('rank', votes, '--json', '--method', 'elo').stdout;
    expectNear(ratingsOf(elo), each.fastchat_observed.elo_online_head, 1e-6);
  });
});

const battles = sharedData('fastchat', 'golden', 'battles_vicuna80.jsonl');
const golden = sharedData('fastchat', 'golden', 'ratings_vicuna80.json');

describe.skipIf(!battles || !golden)('FastChat’s numbers for 1,001 votes', async () => {
  const expected = JSON.parse(golden ? await readFile(golden, 'utf8') : '{}') as Record<
    string,
    Ratings
  >;

  it.each([
    ['elo_online_K4', ['--method', 'elo'], 1e-6],
    ['elo_online_K32', ['--method', 'elo', '--k', '32'], 1e-6],
    // Its optimiser stops early.
    ['bt_no_anchor(base10,scale400,init1000)', [], 0.01],
    ['bt_no_ties', ['--exclude-ties'], 0.01],
  ])('%s', (key, words, points) => {
    const { stdout } = run('rank', battles ?? '', '--json', ...words);
    expectNear(ratingsOf(stdout), expected[key] ?? {}, points);
  });
});
