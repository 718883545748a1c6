import type { SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import { MersenneTwister } from './mersenneTwister.ts';

interface Candidate {
  readonly token: Token;
  readonly logit: number;
}

/** What node-llama-cpp takes for what is left out. */
const DEFAULTS = { temperature: 0, topK: 40, topP: 0.95, minP: 0 };

/**
 * Draws tokens as llama.cpp's samplers do, in the order in which node-llama-cpp puts them: penalties,
 * top k, top p, min p, temperature, draw. For replies whose raw chances are to be seen, which the
 * library shows only where it does not sample.
 *
 * source: llama.cpp, src/llama-sampling.cpp; node-llama-cpp, llama/addon/AddonSampler.cpp
 */
export class Sampler {
  readonly #options: SequenceEvaluateOptions;
  readonly #random: MersenneTwister;

  constructor(options: SequenceEvaluateOptions) {
    this.#options = options;
    this.#random = new MersenneTwister(options.seed ?? 0);
  }

  /** @param logits of the whole vocabulary. */
  draw(logits: ReadonlyMap<Token, number>): Token {
    const { temperature, topK, topP, minP } = { ...DEFAULTS, ...this.#options };
    const sorted = this.#penalised(logits).sort((a, b) => b.logit - a.logit);
    const [best] = sorted;
    if (best === undefined) throw new RangeError('There is no token to draw from');
    if (temperature <= 0) return best.token;
    const most = topK <= 0 ? sorted.length : topK;
    const kept = notBelow(minP, likeliest(topP, sorted.slice(0, most)));
    return this.#pick(kept.map(({ token, logit }) => ({ token, logit: logit / temperature })));
  }

  #penalised(logits: ReadonlyMap<Token, number>): Candidate[] {
    const counts = this.#counts();
    const {
      penalty = 1,
      frequencyPenalty = 0,
      presencePenalty = 0,
    } = this.#options.repeatPenalty ?? {};
    return Array.from(logits, ([token, logit]) => {
      const count = counts.get(token);
      if (count === undefined) return { token, logit };
      const divided = logit <= 0 ? logit * penalty : logit / penalty;
      return { token, logit: divided - count * frequencyPenalty - presencePenalty };
    });
  }

  #counts(): ReadonlyMap<Token, number> {
    const { punishTokens = [] } = this.#options.repeatPenalty ?? {};
    const counts = new Map<Token, number>();
    for (const token of typeof punishTokens === 'function' ? punishTokens() : punishTokens) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    return counts;
  }

  #pick(candidates: readonly Candidate[]): Token {
    const [first] = candidates;
    if (first === undefined) throw new RangeError('There is no token to draw from');
    if (candidates.length === 1) return first.token;
    const weights = weightsOf(candidates);
    let rest = sum(weights) * this.#random.uniform();
    for (const [place, { token }] of candidates.entries()) {
      rest -= weights[place] ?? 0;
      if (rest <= 0) return token;
    }
    return candidates.at(-1)?.token ?? first.token;
  }
}

/** @returns each one's chance, beside the others; the first is the likeliest. */
export function chancesOf(sorted: readonly { readonly logit: number }[]): number[] {
  const weights = weightsOf(sorted);
  const total = sum(weights);
  return weights.map(weight => weight / total);
}

function likeliest(share: number, sorted: readonly Candidate[]): readonly Candidate[] {
  if (share >= 1) return sorted;
  let total = 0;
  const end = chancesOf(sorted).findIndex(chance => (total += chance) >= share);
  return end < 0 ? sorted : sorted.slice(0, end + 1);
}

function notBelow(share: number, sorted: readonly Candidate[]): readonly Candidate[] {
  const least = (sorted[0]?.logit ?? 0) + Math.log(share);
  return share <= 0 ? sorted : sorted.filter(({ logit }, place) => place === 0 || logit >= least);
}

function weightsOf(sorted: readonly { readonly logit: number }[]): number[] {
  const most = sorted[0]?.logit ?? 0;
  return sorted.map(({ logit }) => Math.exp(logit - most));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
