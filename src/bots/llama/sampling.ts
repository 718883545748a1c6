import { randomInt } from 'node:crypto';
import type { LLamaChatGenerateResponseOptions } from 'node-llama-cpp';
import { SAMPLING_NUMBERS, type Sampling } from '../../core/model.ts';

type Options = Pick<
  LLamaChatGenerateResponseOptions,
  | 'temperature'
  | 'topP'
  | 'topK'
  | 'minP'
  | 'repeatPenalty'
  | 'maxTokens'
  | 'seed'
  | 'customStopTriggers'
>;

/** llama.cpp's seeds are unsigned 32-bit numbers; the largest means "by the clock". */
const SEEDS = 2 ** 32 - 1;

/** The parameters that `samplingOptions` passes on. */
export const HONOURED = [...SAMPLING_NUMBERS, 'stop'] as const;

/**
 * The parameters as node-llama-cpp names them. What is left out is its default, except the seed:
 * by default llama.cpp takes the time in whole seconds, and bots asked together would sample alike.
 *
 * @param room tokens that are left in the context; no reply may grow beyond them.
 */
export function samplingOptions(sampling: Sampling, room: number): Options {
  const { temperature, topP, topK, minP, repeatPenalty, maxTokens, seed, stop } = sampling;
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(topK === undefined ? {} : { topK }),
    ...(minP === undefined ? {} : { minP }),
    ...(repeatPenalty === undefined ? {} : { repeatPenalty: penaltyOf(repeatPenalty) }),
    // The library reads 0 as "no limit".
    maxTokens: Math.max(1, Math.min(maxTokens ?? room, room)),
    seed: seed === undefined ? randomInt(SEEDS) : seedOf(seed),
    customStopTriggers: (stop ?? []).filter(text => text !== ''),
  };
}

const penaltyOf = (penalty: number): NonNullable<Options['repeatPenalty']> =>
  penalty === 1 ? false : { penalty };

/** Any whole number, negative ones too, as one of llama.cpp's seeds. */
const seedOf = (seed: number): number => ((Math.trunc(seed) % SEEDS) + SEEDS) % SEEDS;
