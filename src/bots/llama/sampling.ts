import { randomInt } from 'node:crypto';
import type { SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import { SAMPLING_NUMBERS, type Sampling } from '../../core/model.ts';

/** llama.cpp's seeds are unsigned 32-bit numbers; the largest means "by the clock". */
const SEEDS = 2 ** 32 - 1;
/** Repetition is looked for among so many of the last tokens of the reply. */
const PENALISED = 64;

/** The parameters that this kind of bot passes on. */
export const HONOURED = [...SAMPLING_NUMBERS, 'stop'] as const;

/**
 * The parameters as node-llama-cpp names them. What is left out is its default, except the seed:
 * by default llama.cpp takes the time in whole seconds, and bots asked together would sample alike.
 *
 * @param said the reply's tokens so far; grows.
 * @param newLine is never penalised, or lists and code would fall apart.
 */
export function samplingOptions(
  sampling: Sampling,
  said: readonly Token[],
  newLine: Token | null,
): SequenceEvaluateOptions {
  const { temperature, topP, topK, minP, seed } = sampling;
  const { repeatPenalty = 1, frequencyPenalty = 0, presencePenalty = 0 } = sampling;
  const penalises = repeatPenalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0;
  return {
    ...(temperature === undefined ? {} : { temperature: Math.max(0, temperature) }),
    ...(topP === undefined ? {} : { topP }),
    ...(topK === undefined ? {} : { topK: Math.max(0, topK) }),
    ...(minP === undefined ? {} : { minP }),
    seed: seed === undefined ? randomInt(SEEDS) : seedOf(seed),
    ...(penalises
      ? {
          repeatPenalty: {
            punishTokens: () => said.slice(-PENALISED).filter(token => token !== newLine),
            maxPunishTokens: PENALISED,
            penalty: repeatPenalty,
            frequencyPenalty,
            presencePenalty,
          },
        }
      : {}),
  };
}

/** Any whole number, negative ones too, as one of llama.cpp's seeds. */
const seedOf = (seed: number): number => ((Math.trunc(seed) % SEEDS) + SEEDS) % SEEDS;
