import { factorise, solve } from '../fit/cholesky.ts';
import { contextualModel, slopeAt, type Features } from './contextualLikelihood.ts';
import type { BattleColumns } from '../battleColumns.ts';

/** The share of a feature that must be its own, not told by the bots and the features before it. */
const OWN_SHARE = 1e-6;

/** A feature that is left out; the reasons are those of the board's warning. */
export interface DroppedFeature {
  readonly feature: string;
  /** `alike`: always 0. `foretold`: the bots or the features before it tell it. */
  readonly reason: 'alike' | 'foretold';
}

/**
 * Leaves out the features whose effect no votes can tell: those that are always 0, that follow from who
 * met whom (a bot that is always the longer one), or that follow from features named before them.
 *
 * @returns the others, and those left out.
 */
export function knownFeatures(
  battles: BattleColumns,
  features: Features,
): { readonly features: Features; readonly dropped: readonly DroppedFeature[] } {
  const kept: number[] = [];
  const dropped: DroppedFeature[] = [];
  const own = ownParts(battles, features);
  const count = features.names.length;
  for (let feature = 0; feature < count; feature++) {
    const whole = own.whole[feature] ?? 0;
    const left = own.left[feature * count + feature] ?? 0;
    if (!(left > OWN_SHARE * whole)) {
      const name = features.names[feature] ?? '';
      dropped.push({ feature: name, reason: whole > 0 ? 'foretold' : 'alike' });
      continue;
    }
    kept.push(feature);
    eliminate(own.left, count, feature);
  }
  return {
    features: {
      names: kept.map(feature => features.names[feature] ?? ''),
      values: columnsOf(features.values, count, kept),
    },
    dropped,
  };
}

/** The features' products with each other, `left` after taking off what the bots tell of them. */
function ownParts(
  battles: BattleColumns,
  features: Features,
): { readonly left: Float64Array; readonly whole: Float64Array } {
  const { bots } = battles;
  const count = features.names.length;
  const model = contextualModel(battles, features);
  const { size } = model;
  const { curvature } = slopeAt(model, new Float64Array(size));
  /** Of the lower triangle. */
  const at = (row: number, column: number): number =>
    curvature[Math.max(row, column) * size + Math.min(row, column)] ?? 0;
  const ofBots = new Float64Array(bots * bots);
  for (let i = 0; i < bots; i++) {
    for (let j = 0; j < bots; j++) ofBots[i * bots + j] = at(i, j);
    // Bots that no votes connect would make it singular.
    ofBots[i * bots + i] = at(i, i) * (1 + OWN_SHARE / 100);
  }
  const factor = factorise(ofBots, bots);
  const left = new Float64Array(count * count);
  const whole = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    whole[i] = at(bots + i, bots + i);
    const right = Float64Array.from({ length: bots }, (_, bot) => at(bot, bots + i));
    const told = factor ? solve(factor, bots, right) : right.fill(0);
    for (let j = 0; j < count; j++) {
      left[i * count + j] = at(bots + i, bots + j);
      for (let bot = 0; bot < bots; bot++) {
        (left[i * count + j] as number) -= (told[bot] as number) * at(bot, bots + j);
      }
    }
  }
  return { left, whole };
}

/** Takes off the later features what this one tells of them. */
function eliminate(left: Float64Array, count: number, feature: number): void {
  const pivot = left[feature * count + feature] as number;
  for (let i = feature + 1; i < count; i++) {
    const share = (left[i * count + feature] as number) / pivot;
    for (let j = feature + 1; j < count; j++) {
      (left[i * count + j] as number) -= share * (left[feature * count + j] as number);
    }
  }
}

function columnsOf(values: Float64Array, count: number, kept: readonly number[]): Float64Array {
  if (kept.length === count) return values;
  const rows = count === 0 ? 0 : values.length / count;
  const result = new Float64Array(rows * kept.length);
  for (let row = 0; row < rows; row++) {
    kept.forEach((feature, index) => {
      result[row * kept.length + index] = values[row * count + feature] as number;
    });
  }
  return result;
}
