import { describe, expect, it } from 'vitest';
import { OUTCOME, type BattleColumns } from '../../../../../src/core/ranking/battleColumns.ts';
import type { FitOptions } from '../../../../../src/core/ranking/fit/fit.ts';
import { fewVotesFactor, forFewVotes } from '../../../../../src/core/ranking/fit/fewVotes.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { contextualFit } from '../../../../../src/core/ranking/statistics/contextual.ts';
import {
  standardised,
  STYLE_FEATURES,
  styleDifference,
} from '../../../../../src/core/ranking/statistics/style.ts';
import { seededRandom } from '../../../../../src/core/std/random.ts';
import { columnsOf, drawPair } from '../../../../bench/ranking/simulations/votes.ts';

const POINTS: FitOptions = { ties: 'half', scale: 400, base: 10, start: 1000 };
/** Ratings are the log-odds themselves. */
const LOGITS: FitOptions = { ties: 'half', scale: 1, base: Math.E, start: 0 };
const NONE = { names: [], values: new Float64Array(0) };

/**
 * Wins of the home team (row) over the guests (column) and of the guests, American League 1987; in the
 * order Milwaukee, Detroit, Toronto, New York, Boston, Cleveland, Baltimore.
 */
const BASEBALL = [
  ['', '4-3', '4-2', '4-3', '6-1', '4-2', '6-0'],
  ['3-3', '', '4-2', '4-3', '6-0', '6-1', '4-3'],
  ['2-5', '4-3', '', '2-4', '4-3', '4-2', '6-0'],
  ['3-3', '5-1', '2-5', '', '4-3', '4-2', '6-1'],
  ['5-1', '2-5', '3-3', '4-2', '', '5-2', '6-0'],
  ['2-5', '3-3', '3-4', '4-3', '4-2', '', '2-4'],
  ['2-5', '1-5', '1-6', '2-4', '1-6', '3-4', ''],
];

function baseball(): BattleColumns {
  const battles = BASEBALL.flatMap((row, home) =>
    row.flatMap((result, guest) => {
      const [won = 0, lost = 0] = result === '' ? [] : result.split('-').map(Number);
      const battle = (outcome: number) => ({ a: home, b: guest, outcome });
      return [
        ...Array.from({ length: won }, () => battle(OUTCOME.aWins)),
        ...Array.from({ length: lost }, () => battle(OUTCOME.bWins)),
      ];
    }),
  );
  return columnsOf(BASEBALL.length, battles);
}

/** Battles between four bots with two features, drawn at random. */
function someBattles(count: number, seed = 5) {
  const random = seededRandom(seed);
  const battles = Array.from({ length: count }, () => ({
    ...drawPair(random, 4),
    outcome: Math.floor(random() * 4),
  }));
  const values = Float64Array.from({ length: 2 * count }, () => random() * 2 - 1);
  return { battles: columnsOf(4, battles), features: { names: ['x', 'y'], values } };
}

describe('Bradley–Terry with features', () => {
  it('reproduces Agresti’s baseball teams with the advantage of playing at home', () => {
    // Agresti 2002, "Categorical Data Analysis", section 10.6; digits: BradleyTerry2's manual, table 2.
    const battles = baseball();
    const home = { names: ['home'], values: new Float64Array(battles.a.length).fill(1) };
    const { fit, effects, dropped } = contextualFit(battles, home, LOGITS);
    expect(dropped).toEqual([]);
    expect(effects[0]?.value).toBeCloseTo(0.3023, 4);
    expect(effects[0]?.battles).toBe(battles.a.length);
    // The printed standard error is 0.1309, by the curvature alone.
    const error = ((effects[0]?.upper ?? NaN) - (effects[0]?.value ?? NaN)) / 1.96;
    expect(Math.abs(error - 0.1309)).toBeLessThan(0.01);
    const overBaltimore = [...fit.rating].map(rating => rating - (fit.rating[6] ?? NaN));
    const printed = [1.6196, 1.4754, 1.3271, 1.2813, 1.1438, 0.7047, 0];
    overBaltimore.forEach((ability, team) => expect(ability).toBeCloseTo(printed[team]!, 3));
  });

  it('is Bradley–Terry when there are no features', () => {
    const { battles } = someBattles(200);
    const voteEnds = Uint32Array.from({ length: 50 }, (_, vote) => 4 * (vote + 1));
    const columns = { ...battles, voteEnds, weight: new Float64Array(200).fill(1 / 3) };
    const plain = forFewVotes(fitBradleyTerry(columns, POINTS), columns);
    const { fit, effects } = contextualFit(columns, NONE, POINTS);
    expect(effects).toEqual([]);
    for (let bot = 0; bot < 4; bot++) {
      expect(fit.rating[bot]).toBeCloseTo(plain.rating[bot]!, 6);
      expect(fit.variance[bot]).toBeCloseTo(plain.variance[bot]!, 6);
    }
    expect(fit.differenceVariance(0, 3)).toBeCloseTo(plain.differenceVariance(0, 3), 6);
    expect(fit.expected(1, 2)).toBeCloseTo(plain.expected(1, 2), 9);
  });

  it('changes nothing when a and b are swapped, and turns the sign with a feature', () => {
    const { battles, features } = someBattles(300);
    const swap = [OUTCOME.bWins, OUTCOME.aWins, OUTCOME.tie, OUTCOME.bothBad];
    const swapped: BattleColumns = {
      bots: 4,
      a: battles.b,
      b: battles.a,
      outcome: battles.outcome.map(outcome => swap[outcome]!),
    };
    const turned = { ...features, values: features.values.map(value => -value) };
    const one = contextualFit(battles, features, POINTS);
    const same = contextualFit(swapped, turned, POINTS);
    const negated = contextualFit(battles, turned, POINTS);
    one.effects.forEach((effect, index) => {
      expect(same.effects[index]?.value).toBeCloseTo(effect.value, 9);
      expect(same.effects[index]?.upper).toBeCloseTo(effect.upper, 9);
      expect(negated.effects[index]?.value).toBeCloseTo(-effect.value, 9);
      expect(negated.effects[index]?.lower).toBeCloseTo(-effect.upper, 9);
    });
    expect(same.fit.rating[0]).toBeCloseTo(one.fit.rating[0]!, 6);
  });

  it('moves no number when every vote is doubled, and narrows intervals by √2', () => {
    const { battles, features } = someBattles(300);
    const twice = (x: Iterable<number>): number[] => [...x, ...x];
    const doubled: BattleColumns = {
      bots: 4,
      a: Uint16Array.from(twice(battles.a)),
      b: Uint16Array.from(twice(battles.b)),
      outcome: Uint8Array.from(twice(battles.outcome)),
    };
    const more = { ...features, values: Float64Array.from(twice(features.values)) };
    const once = contextualFit(battles, features, POINTS);
    const both = contextualFit(doubled, more, POINTS);
    expect(both.effects[1]?.value).toBeCloseTo(once.effects[1]!.value, 9);
    expect(both.fit.variance[2]! * 2).toBeCloseTo(once.fit.variance[2]!, 6);
    const width = (fit: typeof once): number => fit.effects[1]!.upper - fit.effects[1]!.lower;
    expect(width(both) * Math.SQRT2).toBeCloseTo(width(once), 9);
  });

  it('takes all battles of a vote as one judgement', () => {
    const { battles, features } = someBattles(300);
    const copies = (x: Iterable<number>): number[] => [...x].flatMap(value => [value, value]);
    const paired: BattleColumns = {
      bots: 4,
      a: Uint16Array.from(copies(battles.a)),
      b: Uint16Array.from(copies(battles.b)),
      outcome: Uint8Array.from(copies(battles.outcome)),
      voteEnds: Uint32Array.from({ length: 300 }, (_, vote) => 2 * (vote + 1)),
    };
    const rows = [...features.values];
    const values = rows.flatMap((_, at) =>
      at % 2 === 0 ? [rows[at]!, rows[at + 1]!, rows[at]!, rows[at + 1]!] : [],
    );
    const once = contextualFit(battles, features, POINTS);
    const copied = contextualFit(
      paired,
      { ...features, values: Float64Array.from(values) },
      POINTS,
    );
    // Saying the same twice in one vote tells nothing more.
    expect(copied.effects[0]?.upper).toBeCloseTo(once.effects[0]!.upper, 9);
    expect(copied.fit.variance[1]).toBeCloseTo(once.fit.variance[1]!, 6);
  });
});

it('rates bots as if all wrote alike, whatever the voters like', () => {
  const random = seededRandom(8);
  const battles: { a: number; b: number; outcome: number }[] = [];
  const differences: number[] = [];
  // All answers are as good, but voters like lists, and bot 3 makes many.
  const draw = (bot: number) => {
    const lists = Math.floor(random() * (bot === 3 ? 12 : 4));
    return { characters: 100, headers: 0, lists, bold: 0 };
  };
  for (let vote = 0; vote < 2000; vote++) {
    const { a, b } = drawPair(random, 4);
    const difference = styleDifference(draw(a), draw(b));
    const expected = 1 / (1 + Math.exp(-1.5 * (difference[2] ?? 0)));
    battles.push({ a, b, outcome: random() < expected ? OUTCOME.aWins : OUTCOME.bWins });
    differences.push(...difference);
  }
  const columns = columnsOf(4, battles);
  const values = standardised(Float64Array.from(differences), STYLE_FEATURES.length);
  const { fit, effects, dropped } = contextualFit(
    columns,
    { names: STYLE_FEATURES, values },
    POINTS,
  );
  const plain = fitBradleyTerry(columns, POINTS);
  expect(plain.rating[3]! - 1000).toBeGreaterThan(3 * Math.sqrt(plain.variance[3]!));
  expect(Math.abs(fit.rating[3]! - 1000)).toBeLessThan(3 * Math.sqrt(fit.variance[3]!));
  expect(dropped).toEqual(
    ['length', 'header', 'bold'].map(feature => ({ feature, reason: 'alike' })),
  );
  expect(effects[0]).toMatchObject({ feature: 'list' });
  expect(effects[0]?.lower).toBeGreaterThan(0.5);
  expect(effects[0]?.winRate.value).toBeCloseTo(1 / (1 + Math.exp(-effects[0]!.value)), 12);
});

describe('features that votes cannot tell', () => {
  const { battles, features } = someBattles(200);
  const withColumns = (...columns: ((row: number) => number)[]) => ({
    names: columns.map((_, index) => `f${index}`),
    values: Float64Array.from({ length: 200 * columns.length }, (_, at) =>
      columns[at % columns.length]!(Math.floor(at / columns.length)),
    ),
  });
  const x = (row: number): number => features.values[2 * row]!;

  it('drops what never varies, by name', () => {
    const { dropped, effects } = contextualFit(
      battles,
      withColumns(() => 0, x),
      POINTS,
    );
    expect(dropped).toEqual([{ feature: 'f0', reason: 'alike' }]);
    expect(effects.map(({ feature }) => feature)).toEqual(['f1']);
    expect(effects[0]?.value).toBeCloseTo(
      contextualFit(battles, withColumns(x), POINTS).effects[0]!.value,
      9,
    );
  });

  it('drops the later one of features that follow from each other', () => {
    const y = (row: number): number => features.values[2 * row + 1]!;
    const sum = (row: number): number => 2 * x(row) - y(row);
    expect(contextualFit(battles, withColumns(x, y, sum), POINTS).dropped).toEqual([
      { feature: 'f2', reason: 'foretold' },
    ]);
  });

  it('drops what follows from who met whom', () => {
    const verbosity = [1, 5, 2, 9];
    const longer = (row: number): number =>
      verbosity[battles.a[row]!]! - verbosity[battles.b[row]!]!;
    expect(contextualFit(battles, withColumns(longer, x), POINTS).dropped).toEqual([
      { feature: 'f0', reason: 'foretold' },
    ]);
  });

  it('takes what is not a number for not known', () => {
    const broken = contextualFit(
      battles,
      withColumns(row => (row < 3 ? NaN : x(row))),
      POINTS,
    );
    const missing = contextualFit(
      battles,
      withColumns(row => (row < 3 ? 0 : x(row))),
      POINTS,
    );
    expect(broken.effects[0]?.value).toBeCloseTo(missing.effects[0]!.value, 12);
    expect(broken.effects[0]?.battles).toBe(197);
  });
});

describe('votes that have no finite estimate', () => {
  const battle = (a: number, b: number, outcome: number) => ({ a, b, outcome });

  it('holds an effect that decides every vote', () => {
    const columns = columnsOf(2, [battle(0, 1, OUTCOME.aWins), battle(0, 1, OUTCOME.bWins)]);
    const length = { names: ['length'], values: Float64Array.of(1, -1) };
    const { fit, effects } = contextualFit(columns, length, POINTS);
    expect(fit.exists).toBe(false);
    expect(effects[0]?.value).toBeGreaterThan(0.1);
    expect(effects[0]?.value).toBeLessThan(5);
    expect(effects[0]?.lower).toBeLessThan(0);
    expect(effects[0]?.upper).toBeLessThan(Infinity);
  });

  it('rates an unbeaten bot as the plain fit does, with no ridge, where no feature tells anything', () => {
    const battles = columnsOf(3, [
      ...Array.from({ length: 10 }, () => battle(0, 1, OUTCOME.aWins)),
      ...Array.from({ length: 6 }, (_, i) => battle(1, 2, i % 2)),
    ]);
    const values = new Float64Array(battles.a.length);
    const plain = fitBradleyTerry(battles, POINTS);
    const { fit } = contextualFit(battles, { names: ['length'], values }, POINTS);
    const factor = fewVotesFactor(16, 2) ** 2;
    expect([fit.exists, fit.priorTies]).toEqual([false, plain.priorTies]);
    for (const bot of [0, 1, 2]) {
      expect(fit.rating[bot]).toBeCloseTo(plain.rating[bot]!, 6);
      expect(fit.variance[bot]! / plain.variance[bot]! / factor).toBeCloseTo(1, 9);
    }
    expect(fit.differenceVariance(0, 1) / plain.differenceVariance(0, 1)).toBeCloseTo(factor, 9);
  });

  it('stays finite with nothing, an unbeaten bot, islands or broken columns', () => {
    const cases: BattleColumns[] = [
      columnsOf(0, []),
      columnsOf(1, []),
      columnsOf(3, []),
      columnsOf(2, [battle(0, 1, OUTCOME.aWins)]),
      columnsOf(4, [battle(0, 1, OUTCOME.tie), battle(2, 3, OUTCOME.aWins)]),
      columnsOf(2, [battle(0, 0, OUTCOME.aWins), battle(0, 1, 9)]),
    ];
    for (const columns of cases) {
      const values = new Float64Array(columns.a.length).fill(1);
      const { fit, effects } = contextualFit(columns, { names: ['side'], values }, POINTS);
      const numbers = [...fit.rating, ...fit.variance, ...effects.flatMap(e => [e.value, e.lower])];
      expect(numbers.filter(value => !Number.isFinite(value))).toEqual([]);
      expect(fit.rating).toHaveLength(columns.bots);
    }
  });
});
