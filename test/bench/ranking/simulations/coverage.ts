import type { BattleColumns } from '../../../../src/core/ranking/battleColumns.ts';
import { forFewVotes } from '../../../../src/core/ranking/fit/fewVotes.ts';
import { fitBradleyTerry } from '../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { Z95 } from '../../../../src/core/ranking/fit/ranks.ts';
import { bootstrap } from '../../../../src/core/ranking/resample/bootstrap.ts';
import { seededRandom } from '../../../../src/core/std/random.ts';
import { choiceVotes, pairVotes, type VoteOptions } from '../votes.ts';
import { coversAsPromised, rounded, type SimulationTable } from './table.ts';
import { SIMULATED } from './votes.ts';

type Scenario = Omit<VoteOptions, 'seed'> & { readonly seats: 2 | 4 };

/** Four bots of a vote tie often only where they are of like strength. */
const SCENARIOS: readonly Scenario[] = [
  { seats: 2, bots: 8, votes: 1500, ties: 0, spread: 130, skew: 0 },
  { seats: 2, bots: 8, votes: 1500, ties: 0.2, spread: 130, skew: 0 },
  { seats: 2, bots: 8, votes: 1500, ties: 0.4, spread: 130, skew: 0 },
  { seats: 2, bots: 8, votes: 3000, ties: 0.25, spread: 130, skew: 1 },
  { seats: 4, bots: 8, votes: 800, ties: 0, spread: 130, skew: 0 },
  { seats: 4, bots: 8, votes: 800, ties: 0.2, spread: 60, skew: 0 },
  { seats: 4, bots: 8, votes: 800, ties: 0.4, spread: 30, skew: 0 },
  { seats: 4, bots: 8, votes: 1500, ties: 0.1, spread: 80, skew: 1 },
];
/** So few votes are corrected for, rather too much than too little. */
const FEW: readonly Scenario[] = [
  { seats: 2, bots: 2, votes: 10, ties: 0.4, spread: 0, skew: 0 },
  { seats: 2, bots: 2, votes: 20, ties: 0.2, spread: 130, skew: 0 },
  { seats: 2, bots: 4, votes: 40, ties: 0.2, spread: 100, skew: 0 },
  { seats: 4, bots: 4, votes: 10, ties: 0.4, spread: 0, skew: 0 },
  { seats: 4, bots: 4, votes: 20, ties: 0.2, spread: 60, skew: 0 },
  { seats: 4, bots: 8, votes: 40, ties: 0.2, spread: 60, skew: 0 },
];
/** The ends of an interval by so few rounds are noisy, which alone costs it half a percent. */
const ROUNDS = 400;

/** How often the 95 % intervals hold the true ratings, over all bots of all runs. */
export function simulateCoverage(runs: number, seed: number): SimulationTable {
  const found = SCENARIOS.map((scenario, index) => tryOut(scenario, runs, seed + index));
  const few = FEW.map((scenario, index) => tryOutFew(scenario, runs, seed + 100 + index));
  return {
    name: 'coverage',
    claim:
      'The 95 % intervals, analytic and by bootstrap, hold the truth in 93.5 … 96.5 % of the cases; the analytic ones of 40 votes or fewer in 93.5 % or more',
    runs,
    columns: ['bots in a vote', 'bots', 'votes', 'ties', 'popularity', 'analytic', 'bootstrap'],
    rows: [...few, ...found].map(({ scenario, ties, analytic, resampled }) => [
      scenario.seats,
      scenario.bots,
      scenario.votes,
      rounded(ties),
      scenario.skew === 0 ? 'even' : 'uneven',
      rounded(analytic),
      resampled === undefined ? '–' : rounded(resampled),
    ]),
    holds:
      few.every(({ analytic }) => analytic > 0.95 || coversAsPromised(analytic, runs)) &&
      found.every(({ analytic, resampled }) =>
        [analytic, resampled].every(share => coversAsPromised(share, runs)),
      ),
  };
}

function tryOut(scenario: Scenario, runs: number, seed: number) {
  const random = seededRandom(seed);
  const newSeed = (): number => Math.floor(random() * 2 ** 32);
  let ties = 0;
  let analytic = 0;
  let resampled = 0;
  for (let run = 0; run < runs; run++) {
    const options = { ...scenario, seed: newSeed() };
    const { battles, truth } = scenario.seats === 2 ? pairVotes(options) : choiceVotes(options);
    const { rating, variance } = fitBradleyTerry(battles, SIMULATED);
    const ends = bootstrap(battles, { rounds: ROUNDS, seed: newSeed(), fit: SIMULATED });
    ties += tieShare(battles);
    truth.forEach((points, bot) => {
      const off = Math.abs((rating[bot] ?? NaN) - points);
      if (off <= Z95 * Math.sqrt(variance[bot] ?? NaN)) analytic++;
      if (points >= (ends.lower[bot] ?? NaN) && points <= (ends.upper[bot] ?? NaN)) resampled++;
    });
  }
  const cases = runs * scenario.bots;
  return { scenario, ties: ties / runs, analytic: analytic / cases, resampled: resampled / cases };
}

function tryOutFew(scenario: Scenario, runs: number, seed: number) {
  const random = seededRandom(seed);
  let ties = 0;
  let analytic = 0;
  for (let run = 0; run < runs; run++) {
    const options = { ...scenario, seed: Math.floor(random() * 2 ** 32) };
    const { battles, truth } = scenario.seats === 2 ? pairVotes(options) : choiceVotes(options);
    const { rating, variance } = forFewVotes(fitBradleyTerry(battles, SIMULATED), battles);
    ties += tieShare(battles);
    truth.forEach((points, bot) => {
      const off = Math.abs((rating[bot] ?? NaN) - points);
      if (off <= Z95 * Math.sqrt(variance[bot] ?? NaN)) analytic++;
    });
  }
  const cases = runs * scenario.bots;
  return { scenario, ties: ties / runs, analytic: analytic / cases, resampled: undefined };
}

/** Of the votes, not of the battles: a vote with one tie has nothing else. */
function tieShare({ a, outcome, voteEnds }: BattleColumns): number {
  const lasts = voteEnds ?? Uint32Array.from(a, (_, battle) => battle + 1);
  return lasts.filter(end => (outcome[end - 1] ?? 0) > 1).length / lasts.length;
}
