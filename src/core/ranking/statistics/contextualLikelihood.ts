import { OUTCOME, type BattleColumns } from '../battleColumns.ts';

/** What is known of battles beside who met whom. */
export interface Features {
  readonly names: readonly string[];
  /** Battles × features, row by row: of `a` less of `b`, so that swapping the two changes the sign. */
  readonly values: Float64Array;
}

/**
 * The model in numbers. A position is one vector: the bots' strengths first, then the effects of the
 * features, all as natural log-odds; `a` beats `b` with the log-odds
 * strength(a) − strength(b) + Σ effect · feature.
 */
export interface ContextualModel {
  readonly battles: BattleColumns;
  readonly features: number;
  /** Bots and features together: the length of a position. */
  readonly size: number;
  /** Battles × features; what is not a number is not known, so 0. */
  readonly values: Float64Array;
  /** Of each battle: 1 if a won, 0 if b won, ½ for a tie of either kind. */
  readonly score: Float64Array;
  /** Of each battle; 0 for what `countPairs` leaves out. */
  readonly weight: Float64Array;
  /** So many battles were voted on; any more are the prior's. */
  readonly voted: number;
  /** The island of each bot; the levels of two islands cannot be compared. */
  readonly island: Uint16Array;
  /** Of each battle: 1 where residuals say nothing of how votes scatter, so what is expected counts too. */
  readonly isAlike: Uint8Array;
  /** Of ½ · ridge · |position|², taken off the log-likelihood; 0 for none. */
  readonly ridge: number;
}

export interface Slope {
  /** The negative log-likelihood, which is to be small. */
  readonly loss: number;
  /** Upwards in likelihood. */
  readonly gradient: Float64Array;
  /**
   * size × size, the lower triangle only; the common level of the strengths of an island, which no battle
   * tells, is held by a weight of its own.
   */
  readonly curvature: Float64Array;
}

export function contextualModel(
  battles: BattleColumns,
  { names, values }: Features,
): ContextualModel {
  const size = battles.a.length;
  const score = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let battle = 0; battle < size; battle++) {
    const outcome = battles.outcome[battle] as number;
    const weight = battles.weight?.[battle] ?? 1;
    const counts = battles.a[battle] !== battles.b[battle] && outcome <= OUTCOME.bothBad;
    score[battle] = scoreOf(outcome);
    weights[battle] = counts && weight > 0 && weight < Infinity ? weight : 0;
  }
  return {
    battles,
    features: names.length,
    size: battles.bots + names.length,
    values: values.map(value => (Number.isFinite(value) ? value : 0)),
    score,
    weight: weights,
    voted: size,
    island: new Uint16Array(battles.bots),
    isAlike: new Uint8Array(size),
    ridge: 0,
  };
}

function scoreOf(outcome: number): number {
  if (outcome === OUTCOME.aWins) return 1;
  return outcome === OUTCOME.bWins ? 0 : 0.5;
}

/** Loss, gradient and curvature at a position. */
export function slopeAt(model: ContextualModel, position: Float64Array): Slope {
  const { size, score, weight, ridge } = model;
  const gradient = position.map(value => -ridge * value);
  const curvature = heldLevels(model);
  let loss = 0;
  for (let i = 0; i < size; i++) {
    (curvature[i * size + i] as number) += ridge;
    loss += (ridge * (position[i] as number) ** 2) / 2;
  }
  for (let battle = 0; battle < score.length; battle++) {
    const times = weight[battle] as number;
    const won = score[battle] as number;
    const odds = oddsOf(model, position, battle);
    const expected = 1 / (1 + Math.exp(-odds));
    addRow(model, battle, times * (won - expected), gradient);
    addSquare(model, battle, times * expected * (1 - expected), curvature);
    // −won · ln(expected) − (1 − won) · ln(1 − expected), written so that it stays finite.
    const surprise = Math.log1p(Math.exp(-Math.abs(odds))) + Math.max(odds, 0) - won * odds;
    loss += times * surprise;
  }
  return { loss, gradient, curvature };
}

function heldLevels({ battles: { bots }, island, size }: ContextualModel): Float64Array {
  const curvature = new Float64Array(size * size);
  const sizes = islandSizes(island);
  for (let i = 0; i < bots; i++) {
    for (let j = 0; j <= i; j++) {
      const own = island[i] as number;
      if (own === island[j]) curvature[i * size + j] = 1 / (sizes[own] as number);
    }
  }
  return curvature;
}

/** How many bots each island has. */
export function islandSizes(island: Uint16Array): readonly number[] {
  const sizes: number[] = [];
  for (const number of island) sizes[number] = (sizes[number] ?? 0) + 1;
  return sizes;
}

/**
 * The gradient's spread: over votes, the sum of each vote's own gradient times itself. All battles of
 * a vote are one act of judgement, so they are added up first. Where all votes ended alike, there is nothing
 * to see of how they scatter: there the variance that the model expects is added, the prior's included.
 *
 * @returns size × size
 */
export function spreadAt(model: ContextualModel, position: Float64Array): Float64Array {
  const { battles, size, features, score, weight } = model;
  const spread = new Float64Array(size * size);
  const ofVote = new Float64Array(size);
  const effects = Array.from({ length: features }, (_, feature) => battles.bots + feature);
  const votes = battles.voteEnds?.length ?? model.voted;
  let battle = 0;
  for (let vote = 0; vote < votes; vote++) {
    const end = battles.voteEnds?.[vote] ?? vote + 1;
    const touched = effects.slice();
    for (; battle < end; battle++) {
      const expected = 1 / (1 + Math.exp(-oddsOf(model, position, battle)));
      addRow(
        model,
        battle,
        (weight[battle] as number) * ((score[battle] as number) - expected),
        ofVote,
      );
      for (const bot of [battles.a[battle] as number, battles.b[battle] as number]) {
        if (!touched.includes(bot)) touched.push(bot);
      }
    }
    addProducts(spread, size, ofVote, touched);
    for (const index of touched) ofVote[index] = 0;
  }
  addExpected(spread, model, position);
  return spread;
}

function addExpected(spread: Float64Array, model: ContextualModel, position: Float64Array): void {
  const { battles, size, features, isAlike, weight } = model;
  const effects = Array.from({ length: features }, (_, feature) => battles.bots + feature);
  const row = new Float64Array(size);
  for (let battle = 0; battle < isAlike.length; battle++) {
    if (isAlike[battle] === 0) continue;
    const expected = 1 / (1 + Math.exp(-oddsOf(model, position, battle)));
    addRow(model, battle, Math.sqrt((weight[battle] as number) * expected * (1 - expected)), row);
    const touched = [...effects, battles.a[battle] as number, battles.b[battle] as number];
    addProducts(spread, size, row, touched);
    for (const index of touched) row[index] = 0;
  }
}

/** Adds vector · vectorᵀ, of which only the entries named differ from 0. */
function addProducts(
  matrix: Float64Array,
  size: number,
  vector: Float64Array,
  indexes: readonly number[],
): void {
  for (let x = 0; x < indexes.length; x++) {
    const row = (indexes[x] as number) * size;
    const value = vector[indexes[x] as number] as number;
    for (let y = 0; y < indexes.length; y++) {
      const column = indexes[y] as number;
      (matrix[row + column] as number) += value * (vector[column] as number);
    }
  }
}

// A battle is a row of the model's matrix: 1 for a, −1 for b, then the features.

function oddsOf(
  { battles, features, values }: ContextualModel,
  position: Float64Array,
  battle: number,
): number {
  let sum =
    (position[battles.a[battle] as number] as number) -
    (position[battles.b[battle] as number] as number);
  for (let feature = 0; feature < features; feature++) {
    sum +=
      (position[battles.bots + feature] as number) *
      (values[battle * features + feature] as number);
  }
  return sum;
}

/** Adds factor · row. */
function addRow(
  { battles, features, values }: ContextualModel,
  battle: number,
  factor: number,
  vector: Float64Array,
): void {
  (vector[battles.a[battle] as number] as number) += factor;
  (vector[battles.b[battle] as number] as number) -= factor;
  for (let feature = 0; feature < features; feature++) {
    (vector[battles.bots + feature] as number) +=
      factor * (values[battle * features + feature] as number);
  }
}

/** Adds factor · row · rowᵀ to the lower triangle. */
function addSquare(
  { battles, features, size, values }: ContextualModel,
  battle: number,
  factor: number,
  matrix: Float64Array,
): void {
  const a = battles.a[battle] as number;
  const b = battles.b[battle] as number;
  (matrix[a * size + a] as number) += factor;
  (matrix[b * size + b] as number) += factor;
  (matrix[Math.max(a, b) * size + Math.min(a, b)] as number) -= factor;
  for (let feature = 0; feature < features; feature++) {
    const value = factor * (values[battle * features + feature] as number);
    const row = (battles.bots + feature) * size;
    (matrix[row + a] as number) += value;
    (matrix[row + b] as number) -= value;
    for (let other = 0; other <= feature; other++) {
      (matrix[row + battles.bots + other] as number) +=
        value * (values[battle * features + other] as number);
    }
  }
}
