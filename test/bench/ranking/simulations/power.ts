import { fitBradleyTerry } from '../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { Z95 } from '../../../../src/core/ranking/fit/ranks.ts';
import { varianceOfVote, votesToSeparate } from '../../../../src/core/ranking/statistics/power.ts';
import { seededRandom } from '../../../../src/core/std/random.ts';
import { rounded, type SimulationTable } from './table.ts';
import {
  columnsOf,
  drawOutcome,
  drawPair,
  expectedOf,
  SIMULATED,
  tieRateOf,
  type SimulatedBattle,
} from './votes.ts';

interface Scenario {
  readonly bots: number;
  /** Random votes among all of them that are there already. */
  readonly before: number;
  /** Between the two in question, in points. */
  readonly difference: number;
  /** Between equals, 0 … 0.5. */
  readonly ties: number;
}

const SCENARIOS: readonly Scenario[] = [
  { bots: 2, before: 0, difference: 50, ties: 0 },
  { bots: 2, before: 0, difference: 100, ties: 0.3 },
  { bots: 2, before: 0, difference: 150, ties: 0 },
  { bots: 2, before: 0, difference: 250, ties: 0.1 },
  { bots: 6, before: 150, difference: 80, ties: 0.2 },
  { bots: 10, before: 500, difference: 60, ties: 0 },
];
/** Of the predicted number of votes. */
const TRIED = [0.6, 0.8, 1, 1.2, 1.4];
const POWER = 0.8;

/**
 * Two bots that differ by a planted number of points get as many votes as the estimate asks for, and
 * fewer, and more: it is right if four in five runs tell them apart at the predicted number.
 */
export function simulatePower(runs: number, seed: number): SimulationTable {
  const found = SCENARIOS.map((scenario, index) => tryOut(scenario, runs, seed + index));
  return {
    name: 'power',
    claim: '80 % of the runs tell the two apart at 0.8 … 1.2 × the predicted votes',
    runs,
    columns: ['bots', 'before', 'difference', 'ties', 'predicted', 'needed', 'needed/predicted'],
    rows: found.map(({ scenario, predicted, ratio }) => [
      scenario.bots,
      scenario.before,
      scenario.difference,
      scenario.ties,
      Math.round(predicted),
      Math.round(predicted * ratio),
      rounded(ratio),
    ]),
    holds: found.every(({ ratio }) => ratio >= 0.8 && ratio <= 1.2),
  };
}

function tryOut(scenario: Scenario, runs: number, seed: number) {
  const random = seededRandom(seed);
  let sum = 0;
  const separated = TRIED.map(() => 0);
  for (let run = 0; run < runs; run++) {
    const before = drawBefore(scenario, random);
    const predicted = predict(scenario, before);
    sum += predicted;
    TRIED.forEach((share, index) => {
      const votes = drawVotes(scenario, Math.round(share * predicted), random);
      if (isSeparated(scenario.bots, [...before, ...votes])) separated[index]!++;
    });
  }
  const ratio = crossing(separated.map(count => count / runs));
  return { scenario, predicted: sum / runs, ratio };
}

/** The two in question are the first ones, around the middle of the others. */
function strengthOf({ difference }: Scenario, bot: number): number {
  if (bot < 2) return (0.5 - bot) * difference;
  return (bot % 2 === 0 ? 1 : -1) * 60 * Math.floor(bot / 2);
}

function draw(scenario: Scenario, a: number, b: number, random: () => number): SimulatedBattle {
  const expected = expectedOf(strengthOf(scenario, a) - strengthOf(scenario, b));
  return { a, b, outcome: drawOutcome(random, expected, scenario.ties) };
}

function drawBefore(scenario: Scenario, random: () => number): SimulatedBattle[] {
  return Array.from({ length: scenario.before }, () => {
    const { a, b } = drawPair(random, scenario.bots);
    return draw(scenario, a, b, random);
  });
}

function drawVotes(scenario: Scenario, votes: number, random: () => number): SimulatedBattle[] {
  return Array.from({ length: votes }, () => draw(scenario, 0, 1, random));
}

function predict(scenario: Scenario, before: readonly SimulatedBattle[]): number {
  const { bots, difference, ties } = scenario;
  const expected = expectedOf(difference);
  const variance =
    before.length > 0
      ? fitBradleyTerry(columnsOf(bots, before), SIMULATED).differenceVariance(0, 1)
      : Infinity;
  const perVote = varianceOfVote(expected, tieRateOf(expected, ties), SIMULATED);
  return votesToSeparate(difference, perVote, variance, POWER) ?? NaN;
}

function isSeparated(bots: number, battles: readonly SimulatedBattle[]): boolean {
  const fit = fitBradleyTerry(columnsOf(bots, battles), SIMULATED);
  const difference = (fit.rating[0] ?? NaN) - (fit.rating[1] ?? NaN);
  return Math.abs(difference) > Z95 * Math.sqrt(fit.differenceVariance(0, 1));
}

/** Where the share of separated runs reaches the power, between the numbers tried. */
function crossing(shares: readonly number[]): number {
  for (let index = 1; index < shares.length; index++) {
    const [below = 0, above = 0] = [shares[index - 1], shares[index]];
    if (below > POWER || above < POWER) continue;
    const [from = 0, to = 0] = [TRIED[index - 1], TRIED[index]];
    return from + ((POWER - below) / (above - below)) * (to - from);
  }
  return NaN;
}
