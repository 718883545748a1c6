import type { Ballot, Contestant } from './ballot.ts';
import type { BoardColumns } from './columns.ts';
import { BIAS_FEATURES, biasDifference } from './statistics/bias.ts';
import type { Features } from './statistics/contextualLikelihood.ts';
import { standardised, STYLE_FEATURES, styleDifference } from './statistics/style.ts';

/** How the answers of each battle differ in style, in standard deviations. */
export function styleFeatures(ballots: readonly Ballot[], columns: BoardColumns): Features {
  const differ = (a: Contestant, b: Contestant): readonly number[] =>
    styleDifference(a.answer, b.answer);
  const values = battleByBattle(ballots, columns, STYLE_FEATURES.length, differ);
  return { names: STYLE_FEATURES, values: standardised(values, STYLE_FEATURES.length) };
}

/** Which side of each battle has more of what should not matter. */
export function biasFeatures(ballots: readonly Ballot[], columns: BoardColumns): Features {
  const differ = (a: Contestant, b: Contestant, placeA: number, placeB: number) =>
    biasDifference({ facts: a.answer, place: placeA }, { facts: b.answer, place: placeB });
  return {
    names: BIAS_FEATURES,
    values: battleByBattle(ballots, columns, BIAS_FEATURES.length, differ),
  };
}

/** Battles × features, row by row. */
function battleByBattle(
  ballots: readonly Ballot[],
  { battles, ballotOf, placeA, placeB }: BoardColumns,
  features: number,
  differ: (a: Contestant, b: Contestant, placeA: number, placeB: number) => readonly number[],
): Float64Array {
  const values = new Float64Array(battles.a.length * features);
  for (let battle = 0; battle < battles.a.length; battle++) {
    const shown = ballots[ballotOf[battle] ?? 0]?.shown ?? [];
    const [left, right] = [placeA[battle] ?? 0, placeB[battle] ?? 0];
    const [a, b] = [shown[left], shown[right]];
    if (a && b) values.set(differ(a, b, left, right), battle * features);
  }
  return values;
}
