import type { Connectivity } from './connectivity.ts';
import type { FitOptions } from './fit.ts';
import type { PairCounts } from './pairCounts.ts';

/**
 * Ties that are added to a pair between circles, of which only one bot ever took a point. Four such
 * opponents make one tie in all: as Jeffreys' prior, half a win and half a loss.
 */
export const PRIOR_TIES = 0.25;

/** What the likelihood is made of: the pairs' counts with their weights and the prior. */
export interface PairTerms {
  readonly bots: number;
  readonly first: Uint16Array;
  readonly second: Uint16Array;
  /** Points of the first bot, a tie being half a point. */
  readonly score: Float64Array;
  readonly tied: Float64Array;
  readonly total: Float64Array;
}

/** What is added to each pair: so many ties, and so many battles that each bot won half of. */
export interface Prior {
  readonly ties: Float64Array;
  readonly decided: number;
}

/** @param weights what each battle of a pair counts; 1 unless given. */
export function pairTerms(
  { bots, first, second, won, lost, tied }: PairCounts,
  weights: Float64Array | undefined,
  prior: Prior,
): PairTerms {
  const score = new Float64Array(first.length);
  const ties = new Float64Array(first.length);
  const total = new Float64Array(first.length);
  for (let pair = 0; pair < first.length; pair++) {
    const weight = weights?.[pair] ?? 1;
    const draws = weight * (tied[pair] as number) + (prior.ties[pair] as number);
    const wins = weight * (won[pair] as number) + prior.decided / 2;
    ties[pair] = draws;
    score[pair] = wins + draws / 2;
    total[pair] = wins + weight * (lost[pair] as number) + prior.decided / 2 + draws;
  }
  return { bots, first, second, score, tied: ties, total };
}

/** For Bradley-Terry: no prior but where one bot of a pair took all points. */
export function oneSidedPrior({ first, second }: PairCounts, { circle }: Connectivity): Prior {
  const ties = new Float64Array(first.length);
  for (let pair = 0; pair < ties.length; pair++) {
    const isOneSided = circle[first[pair] as number] !== circle[second[pair] as number];
    if (isOneSided) ties[pair] = PRIOR_TIES;
  }
  return { ties, decided: 0 };
}

/** For Davidson's model, which may have no maximum on any pair: the same for all. */
export function evenPrior({ first }: PairCounts): Prior {
  return { ties: new Float64Array(first.length).fill(PRIOR_TIES), decided: PRIOR_TIES };
}

/** What a battle of each pair counts; undefined if 1 throughout. */
export function pairWeights(
  { met }: PairCounts,
  { pairWeight }: FitOptions,
): Float64Array | undefined {
  return pairWeight && met.map(battles => pairWeight(battles));
}

/**
 * Pairs whose residuals say nothing, since all ended alike: only one took points, or one of the bots
 * did nothing but tie.
 */
export function evenlyEnded(counts: PairCounts, { circle }: Connectivity): Uint8Array {
  const { bots, first, second, won, lost } = counts;
  const decided = new Uint8Array(bots);
  for (let pair = 0; pair < first.length; pair++) {
    if ((won[pair] as number) + (lost[pair] as number) === 0) continue;
    decided[first[pair] as number] = decided[second[pair] as number] = 1;
  }
  const isEven = new Uint8Array(first.length);
  for (let pair = 0; pair < isEven.length; pair++) {
    const i = first[pair] as number;
    const j = second[pair] as number;
    const isOpen = decided[i] === 1 && decided[j] === 1 && circle[i] === circle[j];
    isEven[pair] = isOpen ? 0 : 1;
  }
  return isEven;
}
