import type { BattleColumns } from '../battleColumns.ts';
import type { Solution } from './bradleyTerry.ts';
import { addEdge } from './laplacian.ts';
import { expectedScore, tieChance } from './outcomes.ts';
import type { PairCounts } from './pairCounts.ts';
import { eachVote, type WeightOf } from './voteStream.ts';

/** How much the votes scatter around what was expected of them: sums over votes. */
export interface Scatter {
  /** Products of the points of two bots, bots × bots; each row sums to zero. */
  readonly points: Float64Array;
  /** Products of a bot's points and the ties. */
  readonly pointsByTies: Float64Array;
  readonly ties: number;
}

/** The same sums, of which each is a sum over pairs if each battle is a vote. */
export interface PairMoments {
  readonly points: Float64Array;
  readonly pointsByTies: Float64Array;
  readonly ties: number;
}

/** @param weights what each battle of a pair counts; 1 unless given. */
export function pairMoments(
  counts: PairCounts,
  weights: Float64Array | undefined,
  { strength, tieStrength }: Solution,
): PairMoments {
  const points = new Float64Array(counts.first.length);
  const pointsByTies = new Float64Array(tieStrength === 0 ? 0 : counts.first.length);
  let ties = 0;
  for (let pair = 0; pair < points.length; pair++) {
    const i = counts.first[pair] as number;
    const j = counts.second[pair] as number;
    const difference = (strength[i] as number) - (strength[j] as number);
    const chance = expectedScore(difference, tieStrength);
    const square = (weights?.[pair] ?? 1) ** 2;
    const won = square * (counts.won[pair] as number);
    const lost = square * (counts.lost[pair] as number);
    const tied = square * (counts.tied[pair] as number);
    points[pair] = won * (1 - chance) ** 2 + lost * chance ** 2 + tied * (0.5 - chance) ** 2;
    if (tieStrength === 0) continue;
    const tie = tieChance(difference, tieStrength);
    pointsByTies[pair] =
      tied * (0.5 - chance) * (1 - tie) - (won * (1 - chance) - lost * chance) * tie;
    ties += tied * (1 - tie) ** 2 + (won + lost) * tie ** 2;
  }
  return { points, pointsByTies, ties };
}

export function scatterOfPairs(counts: PairCounts, moments: PairMoments): Scatter {
  const { bots, first, second } = counts;
  const points = new Float64Array(bots * bots);
  const pointsByTies = new Float64Array(bots);
  for (let pair = 0; pair < first.length; pair++) {
    const i = first[pair] as number;
    const j = second[pair] as number;
    addEdge(points, bots, i, j, moments.points[pair] as number);
    const product = moments.pointsByTies[pair] ?? 0;
    (pointsByTies[i] as number) += product;
    (pointsByTies[j] as number) -= product;
  }
  return { points, pointsByTies, ties: moments.ties };
}

/** Whatever the votes are: all battles of a vote are added before anything is squared. */
export function scatterOfVotes(
  battles: BattleColumns,
  solution: Solution,
  weightOf: WeightOf | undefined,
): Scatter {
  const { bots } = battles;
  const products = new Float64Array(bots * bots);
  const pointsByTies = new Float64Array(bots);
  let ties = 0;
  eachVote(battles, solution, weightOf, vote => {
    for (let x = 0; x < vote.size; x++) {
      const i = vote.bots[x] as number;
      const points = vote.points[i] as number;
      (pointsByTies[i] as number) += points * vote.ties;
      for (let y = 0; y < vote.size; y++) {
        const j = vote.bots[y] as number;
        (products[i * bots + j] as number) += points * (vote.points[j] as number);
      }
    }
    ties += vote.ties ** 2;
  });
  return { points: products, pointsByTies, ties };
}
