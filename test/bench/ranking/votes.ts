import type { BattleColumns } from '../../../src/core/ranking/battleColumns.ts';
import { aliasTable } from '../../../src/core/ranking/resample/aliasTable.ts';
import { seededRandom } from '../../../src/core/std/random.ts';

export interface VoteOptions {
  readonly bots: number;
  readonly votes: number;
  readonly seed: number;
  /** Bots in a vote. */
  readonly seats?: number;
  /** Share of ties, 0 … about 0.4. */
  readonly ties?: number;
  /** Standard deviation of the true ratings, points. */
  readonly spread?: number;
  /** How unlike the bots' popularity is: standard deviation of its logarithm. */
  readonly skew?: number;
}

export interface MadeVotes {
  readonly battles: BattleColumns;
  /** The true ratings, points, mean 1000. */
  readonly truth: Float64Array;
}

/** Log-odds a point. */
const ALPHA = Math.LN10 / 400;
/** Of the ties, those where both answers were bad. */
const BAD_SHARE = 0.4;

/**
 * Votes between two bots each, from a known truth: with d the difference of two bots in log-odds and p
 * = 1/(1 + e^−d), a ties with b with probability κ p (1 − p), and else wins so often that its expected
 * score is p exactly. The fit with ties as half wins is then consistent. Popular bots and bots of like
 * strength meet more often, as in a public arena.
 */
export function pairVotes(options: VoteOptions): MadeVotes {
  const { bots, votes, seed, ties = 0.25 } = options;
  const random = seededRandom(seed);
  const { truth, popularity } = population(options, random);
  const pairs = allPairs(bots).map(([a, b]) => {
    const points = Math.abs(at(truth, a) - at(truth, b));
    const likeness = 0.25 + 0.75 * Math.exp(-points / 200);
    const expected = 1 / (1 + Math.exp(-ALPHA * (at(truth, a) - at(truth, b))));
    return { a, b, weight: at(popularity, a) * at(popularity, b) * likeness, expected };
  });
  const weights = Float64Array.from(pairs, pair => pair.weight);
  const kappa = tieFactor(pairs, ties);
  const { threshold, alias } = aliasTable(weights);
  const a = new Uint16Array(votes);
  const b = new Uint16Array(votes);
  const outcome = new Uint8Array(votes);
  for (let vote = 0; vote < votes; vote++) {
    const column = Math.floor(random() * pairs.length);
    const pair = pairs[random() < at(threshold, column) ? column : (alias[column] ?? 0)];
    if (!pair) continue;
    const swapped = random() < 0.5;
    a[vote] = swapped ? pair.b : pair.a;
    b[vote] = swapped ? pair.a : pair.b;
    outcome[vote] = outcomeOf(swapped ? 1 - pair.expected : pair.expected, kappa, random);
  }
  return { battles: { bots, a, b, outcome }, truth };
}

/**
 * Votes for the best of several bots each: the winner against each of the others, or a tie of every
 * pair. Without ties the winner is drawn by strength (Luce's choice), so each battle follows
 * Bradley-Terry, though those of one vote depend on each other. Ties pull the weak up, so with ties the
 * winners are drawn the more by strength: just so much that each expected score stays what it was. Where
 * the bots of a vote differ too much for that, there are fewer ties.
 */
export function choiceVotes(options: VoteOptions): MadeVotes {
  const { bots, votes, seed, seats = 4, ties = 0 } = options;
  const random = seededRandom(seed);
  const { truth, popularity } = population(options, random);
  const strength = truth.map(points => Math.exp(ALPHA * (points - 1000)));
  const pairs = allPairs(seats);
  const a: number[] = [];
  const b: number[] = [];
  const outcome: number[] = [];
  const voteEnds = new Uint32Array(votes);
  for (let vote = 0; vote < votes; vote++) {
    const shown = drawSome(popularity, seats, random);
    const sum = shown.reduce((total, bot) => total + at(strength, bot), 0);
    const shares = shown.map(bot => at(strength, bot) / sum);
    // Ties by choices, c; the winner is then drawn with the shares λ·share − c/2, all of them ≥ 0.
    const weakest = Math.min(...shares);
    const most = (2 * weakest) / Math.max(1 - seats * weakest, 1e-9);
    const c = Math.min(ties / (1 - ties), most);
    if (random() < c / (1 + c)) {
      const bad = random() < BAD_SHARE ? 3 : 2;
      for (const [i, j] of pairs) {
        a.push(shown[i] ?? 0);
        b.push(shown[j] ?? 0);
        outcome.push(bad);
      }
    } else {
      const winner = drawOne(
        shares.map(share => (1 + (seats * c) / 2) * share - c / 2),
        random,
      );
      for (const [seat, other] of shown.entries()) {
        if (seat === winner) continue;
        a.push(shown[winner] ?? 0);
        b.push(other);
        outcome.push(0);
      }
    }
    voteEnds[vote] = a.length;
  }
  const battles = {
    bots,
    a: Uint16Array.from(a),
    b: Uint16Array.from(b),
    outcome: Uint8Array.from(outcome),
    voteEnds,
  };
  return { battles, truth };
}

function population(
  { bots, spread = 130, skew = 0.9 }: VoteOptions,
  random: () => number,
): { truth: Float64Array; popularity: Float64Array } {
  const truth = Float64Array.from({ length: bots }, () => spread * normal(random));
  const mean = truth.reduce((sum, points) => sum + points, 0) / bots;
  const popularity = Float64Array.from({ length: bots }, () => Math.exp(skew * normal(random)));
  return { truth: truth.map(points => points - mean + 1000), popularity };
}

/** The factor κ that makes this share of all battles ties; at most 2, where no loser is left. */
function tieFactor(pairs: readonly { weight: number; expected: number }[], ties: number): number {
  const sum = pairs.reduce((total, { weight }) => total + weight, 0);
  const spread = pairs.reduce(
    (total, { weight, expected }) => total + weight * expected * (1 - expected),
    0,
  );
  return Math.min(2, (ties * sum) / spread);
}

function outcomeOf(expected: number, kappa: number, random: () => number): number {
  const tie = kappa * expected * (1 - expected);
  const drawn = random();
  if (drawn < expected - tie / 2) return 0;
  if (drawn >= expected + tie / 2) return 1;
  return random() < BAD_SHARE ? 3 : 2;
}

/** So many different bots, each drawn by its weight among those that are left. */
function drawSome(weights: Float64Array, count: number, random: () => number): number[] {
  const left = [...weights.keys()];
  return Array.from({ length: count }, () => {
    const place = drawOne(
      left.map(bot => at(weights, bot)),
      random,
    );
    return left.splice(place, 1)[0] ?? 0;
  });
}

/** @returns the number of one of the weights */
function drawOne(weights: readonly number[], random: () => number): number {
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = weights.findIndex(weight => (rest -= weight) < 0);
  return drawn < 0 ? weights.length - 1 : drawn;
}

function allPairs(count: number): [number, number][] {
  return Array.from({ length: count }, (_, a) =>
    Array.from({ length: count - a - 1 }, (_, i): [number, number] => [a, a + 1 + i]),
  ).flat();
}

/** Marsaglia's polar method. */
function normal(random: () => number): number {
  for (;;) {
    const u = 2 * random() - 1;
    const v = 2 * random() - 1;
    const square = u * u + v * v;
    if (square > 0 && square < 1) return u * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

function at(array: Float64Array, index: number): number {
  return array[index] ?? 0;
}
