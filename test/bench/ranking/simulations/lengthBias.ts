import type { AnswerFacts } from '../../../../src/core/ranking/ballot.ts';
import { BIAS_FEATURES, biasDifference } from '../../../../src/core/ranking/statistics/bias.ts';
import { contextualFit } from '../../../../src/core/ranking/statistics/contextual.ts';
import { seededRandom } from '../../../../src/core/std/random.ts';
import { coversAsPromised, rounded, type SimulationTable } from './table.ts';
import {
  columnsOf,
  drawOutcome,
  drawPair,
  expectedOf,
  SIMULATED,
  spreadStrengths,
  type SimulatedBattle,
} from './votes.ts';

interface Scenario {
  readonly bots: number;
  readonly votes: number;
  /** Between equals, 0 … 0.5. */
  readonly ties: number;
  /** Log-odds of winning for the longer answer, and for the one to the left. */
  readonly length: number;
  readonly side: number;
}

const SCENARIOS: readonly Scenario[] = [
  { bots: 5, votes: 400, ties: 0, length: 0.5, side: 0 },
  { bots: 8, votes: 1000, ties: 0.2, length: 0.3, side: 0.2 },
  { bots: 8, votes: 1000, ties: 0.4, length: 0, side: 0.4 },
];
const POINTS = SIMULATED.scale / Math.log(SIMULATED.base);

/**
 * Voters who like long answers, and bots that are the longer the better they are: both must be told
 * apart. The planted effect must lie in the 95 % interval as often as that says.
 */
export function simulateLengthBias(runs: number, seed: number): SimulationTable {
  const found = SCENARIOS.map((scenario, index) => recover(scenario, runs, seed + index));
  return {
    name: 'length bias',
    claim:
      'the planted effect is in 93.5 … 96.5 % of the 95 % intervals, the mean is off by < 0.05',
    runs,
    columns: ['bots', 'votes', 'ties', 'planted', 'mean', 'covered', 'side planted', 'covered '],
    rows: found.map(({ scenario, mean, covered, sideCovered }) => [
      scenario.bots,
      scenario.votes,
      scenario.ties,
      scenario.length,
      rounded(mean),
      rounded(covered),
      scenario.side,
      rounded(sideCovered),
    ]),
    holds: found.every(
      ({ scenario, mean, covered, sideCovered }) =>
        Math.abs(mean - scenario.length) < 0.05 &&
        coversAsPromised(covered, runs) &&
        coversAsPromised(sideCovered, runs),
    ),
  };
}

function recover(scenario: Scenario, runs: number, seed: number) {
  const random = seededRandom(seed);
  let sum = 0;
  let covered = 0;
  let sideCovered = 0;
  for (let run = 0; run < runs; run++) {
    const [side, length] = fitOnce(scenario, random);
    if (!side || !length) throw new Error('a feature was dropped');
    sum += length.value;
    if (length.lower <= scenario.length && scenario.length <= length.upper) covered++;
    if (side.lower <= scenario.side && scenario.side <= side.upper) sideCovered++;
  }
  return { scenario, mean: sum / runs, covered: covered / runs, sideCovered: sideCovered / runs };
}

/** The effects in the order of BIAS_FEATURES: side, length, and two that nobody goes by. */
function fitOnce({ bots, votes, ties, length, side }: Scenario, random: () => number) {
  const strengths = spreadStrengths(bots, 300);
  const battles: SimulatedBattle[] = [];
  const values: number[] = [];
  for (let vote = 0; vote < votes; vote++) {
    const { a, b } = drawPair(random, bots);
    const place = random() < 0.5 ? 0 : 1;
    const features = biasDifference(
      { facts: drawFacts(random, a / bots), place },
      { facts: drawFacts(random, b / bots), place: 1 - place },
    );
    const planted = side * (features[0] ?? 0) + length * (features[1] ?? 0);
    const expected = expectedOf((strengths[a] ?? 0) - (strengths[b] ?? 0) + POINTS * planted);
    battles.push({ a, b, outcome: drawOutcome(random, expected, ties) });
    values.push(...features);
  }
  const features = { names: BIAS_FEATURES, values: Float64Array.from(values) };
  return contextualFit(columnsOf(bots, battles), features, SIMULATED).effects;
}

/** @param verbosity 0 … 1; the most verbose bots write about three times as much as the least. */
function drawFacts(random: () => number, verbosity: number): AnswerFacts {
  const characters = Math.round(400 * Math.exp(verbosity + 1.5 * random()));
  const tokensPerSecond = 20 + 10 * random();
  return {
    characters,
    headers: 0,
    lists: 0,
    bold: 0,
    tokensPerSecond,
    totalMs: (1000 * characters) / 4 / tokensPerSecond + 500 * random(),
  };
}
