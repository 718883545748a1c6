import type { Effect } from '../board.ts';
import type { BattleColumns } from '../battleColumns.ts';
import { factorise, inverse, solve } from '../fit/cholesky.ts';
import { connectivityOf, type Connectivity } from '../fit/connectivity.ts';
import { fewVotesFactor, voteCount } from '../fit/fewVotes.ts';
import { pointsPerLogit, type Fit, type FitOptions } from '../fit/fit.ts';
import { fitBradleyTerry, ISLAND_VARIANCE, islandVariance } from '../fit/fitBradleyTerry.ts';
import { countPairs } from '../fit/pairCounts.ts';
import { Z95 } from '../fit/ranks.ts';
import {
  contextualModel,
  islandSizes,
  slopeAt,
  spreadAt,
  type ContextualModel,
  type Features,
} from './contextualLikelihood.ts';
import { withPrior } from './contextualPrior.ts';
import { knownFeatures, type DroppedFeature } from './knownFeatures.ts';

export interface ContextualFit {
  /** The ratings with all features alike on both sides. */
  readonly fit: Fit;
  /** In the order of the features; those dropped are left out. */
  readonly effects: readonly Effect[];
  /** Features that the votes cannot tell from the bots, from each other or from nothing. */
  readonly dropped: readonly DroppedFeature[];
  /** Whether features decide every vote, so that only a ridge keeps their effects finite. */
  readonly isHeld: boolean;
}

/** FastChat's, as weight of ½ · |position|² in log-odds. Used only where features decide every vote. */
const RIDGE = 0.5;
const TOLERANCE = 1e-10;
const MOST_STEPS = 60;
/** Log-odds beyond this are not an estimate: something decides every vote. */
const TOO_FAR = 30;

/**
 * Bradley–Terry with features: ratings and, beside them, what each feature does to the odds of winning.
 * Fitted by maximum likelihood with ties as half wins (Davidson's ties are not modelled here); the
 * intervals are by the sandwich estimate over votes. Bots that the votes alone do not rate are held by the
 * prior of the plain fit. Where features decide every vote, no effect is finite: a small ridge holds it,
 * `fit.exists` is false, and the intervals are those of the curvature, since the votes' residuals say little
 * about what they cannot decide.
 *
 * Matrices are dense: for some hundreds of bots. `pairWeight` is not looked at.
 *
 * @see Cattelan 2012, "Models for Paired Comparison Data: A Review with Emphasis on Dependent Data"
 */
export function contextualFit(
  battles: BattleColumns,
  features: Features,
  options: FitOptions,
): ContextualFit {
  const plain = fitBradleyTerry(battles, { ...options, ties: 'half' });
  const known = knownFeatures(battles, features);
  const counts = countPairs(battles);
  const graph = connectivityOf(counts);
  const free = withPrior(contextualModel(battles, known.features), counts, graph);
  const { size } = free;
  const unheld = climb(free);
  const model = unheld ? free : { ...free, ridge: RIDGE };
  const position = unheld ?? climb(model) ?? new Float64Array(size);
  const freeNumbers = size - graph.islands.length;
  const factor = unheld ? fewVotesFactor(voteCount(battles), freeNumbers) ** 2 : 1;
  const covariance = covarianceAt(model, position).map(value => factor * value);
  const fit: Fit = {
    ...plain,
    ...ratingsOf(position, covariance, graph, options),
    exists: plain.exists && unheld !== undefined,
  };
  const effects = known.features.names.map((feature, index) => {
    const at = battles.bots + index;
    const differ = battlesWith(known.features, index);
    return effectOf(feature, position[at] ?? 0, covariance[at * size + at] ?? 0, differ);
  });
  return { fit, effects, dropped: known.dropped, isHeld: unheld === undefined };
}

/** Newton's method from nothing known. @returns undefined if there is no finite maximum */
function climb(model: ContextualModel): Float64Array | undefined {
  let position = new Float64Array(model.size);
  let slope = slopeAt(model, position);
  for (let step = 0; step < MOST_STEPS; step++) {
    const factor = factorise(slope.curvature, model.size);
    if (!factor) return undefined;
    let change = solve(factor, model.size, slope.gradient);
    if (largest(change) < TOLERANCE) return position;
    let next = moved(position, change);
    let there = slopeAt(model, next);
    // A step too far is halved; the last ones may differ by rounding only.
    while (there.loss > slope.loss * (1 + 1e-12) && largest(change) > TOLERANCE) {
      change = change.map(value => value / 2);
      next = moved(position, change);
      there = slopeAt(model, next);
    }
    if (!(largest(next) < TOO_FAR)) return undefined;
    position = next;
    slope = there;
  }
  return undefined;
}

function moved(position: Float64Array, change: Float64Array): Float64Array<ArrayBuffer> {
  return position.map((value, index) => value + (change[index] ?? 0));
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** A · S · A, A being the inverted curvature and S the gradients' spread; with a ridge A itself. */
function covarianceAt(model: ContextualModel, position: Float64Array): Float64Array {
  const { size } = model;
  const factor = factorise(slopeAt(model, position).curvature, size);
  if (!factor) return new Float64Array(size * size).fill(Infinity);
  const bread = inverse(factor, size);
  if (model.ridge > 0) return withoutLevel(bread, model);
  return product(product(bread, spreadAt(model, position), size), bread, size);
}

/** Takes the doubt about the common levels of the strengths out of A; in A · S · A there is none. */
function withoutLevel(
  bread: Float64Array,
  { size, battles, island, ridge }: ContextualModel,
): Float64Array {
  const sizes = islandSizes(island);
  for (let i = 0; i < battles.bots; i++) {
    const level = 1 / ((sizes[island[i] as number] as number) * (1 + ridge));
    for (let j = 0; j < battles.bots; j++) {
      if (island[i] === island[j]) (bread[i * size + j] as number) -= level;
    }
  }
  return bread;
}

/** Of two square matrices, the second one symmetric. */
function product(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let i = 0; i < size; i++) {
        sum += (left[row * size + i] as number) * (right[column * size + i] as number);
      }
      result[row * size + column] = sum;
    }
  }
  return result;
}

/** Positions in log-odds as ratings in points. */
function ratingsOf(
  position: Float64Array,
  covariance: Float64Array,
  graph: Pick<Connectivity, 'island' | 'islands'>,
  options: FitOptions,
): Pick<Fit, 'rating' | 'variance' | 'differenceVariance' | 'expected'> {
  const size = position.length;
  const { island } = graph;
  const bots = island.length;
  const unknown = islandVariance(graph, bots);
  const { start, anchor } = options;
  const points = pointsPerLogit(options);
  const strength = (bot: number): number => position[bot] ?? NaN;
  const between = (i: number, j: number): number => (covariance[i * size + j] ?? NaN) * points ** 2;
  const shift = anchor ? anchor.rating - points * strength(anchor.bot) : start;
  return {
    rating: Float64Array.from({ length: bots }, (_, bot) => shift + points * strength(bot)),
    variance: Float64Array.from(
      { length: bots },
      (_, bot) => between(bot, bot) + points ** 2 * unknown(island[bot] as number),
    ),
    differenceVariance(i, j) {
      const apart = island[i] === island[j] ? 0 : 2 * ISLAND_VARIANCE * points ** 2;
      return between(i, i) + between(j, j) - 2 * between(i, j) + apart;
    },
    expected: (i, j) => logistic(strength(i) - strength(j)),
  };
}

function effectOf(feature: string, value: number, variance: number, battles: number): Effect {
  const half = Z95 * Math.sqrt(variance);
  const lower = value - half;
  const upper = value + half;
  const winRate = { value: logistic(value), lower: logistic(lower), upper: logistic(upper) };
  return { feature, value, lower, upper, winRate, battles };
}

/** Battles in which the sides differ in a feature. */
function battlesWith({ names, values }: Features, feature: number): number {
  let count = 0;
  for (let at = feature; at < values.length; at += names.length) {
    if (Math.abs(values[at] ?? 0) > 0) count++;
  }
  return count;
}

function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
