import { OUTCOME, type BattleColumns } from '../battleColumns.ts';
import type { Connectivity } from '../fit/connectivity.ts';
import type { PairCounts } from '../fit/pairCounts.ts';
import { evenlyEnded, oneSidedPrior } from '../fit/pairTerms.ts';
import { pairPlaces } from '../fit/voteStream.ts';
import type { ContextualModel } from './contextualLikelihood.ts';

/**
 * The model with what the plain fit does where votes alone do not set the ratings: the same ties for pairs
 * between circles, in which no feature differs; a level for each island; and which battles say nothing of
 * how votes scatter.
 */
export function withPrior(
  model: ContextualModel,
  counts: PairCounts,
  graph: Connectivity,
): ContextualModel {
  const { battles, features, voted } = model;
  const { island } = graph;
  const isEven = evenlyEnded(counts, graph);
  // Pairs between circles are among them.
  if (!isEven.includes(1)) return { ...model, island };
  const { ties } = oneSidedPrior(counts, graph);
  const added = [...ties.keys()].filter(pair => (ties[pair] as number) > 0);
  const placeOf = pairPlaces(counts);
  const isAlike = new Uint8Array(voted + added.length).fill(1);
  for (let at = 0; at < voted; at++) {
    isAlike[at] = isEven[placeOf(battles.a[at] as number, battles.b[at] as number)] ?? 0;
  }
  return {
    ...model,
    battles: withTies(battles, counts, added),
    values: joined(model.values, new Float64Array(added.length * features)),
    score: joined(model.score, new Float64Array(added.length).fill(0.5)),
    weight: joined(
      model.weight,
      Float64Array.from(added, pair => ties[pair] as number),
    ),
    isAlike,
    island,
  };
}

/** The battles, and after them a tie for each of these pairs, which belongs to no vote. */
function withTies(
  battles: BattleColumns,
  { first, second }: PairCounts,
  pairs: readonly number[],
): BattleColumns {
  return {
    ...battles,
    a: Uint16Array.from([...battles.a, ...pairs.map(pair => first[pair] as number)]),
    b: Uint16Array.from([...battles.b, ...pairs.map(pair => second[pair] as number)]),
    outcome: Uint8Array.from([...battles.outcome, ...pairs.map(() => OUTCOME.tie)]),
  };
}

function joined(one: Float64Array, other: Float64Array): Float64Array {
  const both = new Float64Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
