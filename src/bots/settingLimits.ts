import type { Sampling } from '../core/model.ts';
import type { NumberLimits } from './entryReader.ts';

/** What the settings take; package.json says the same to the settings editor, and a test compares. */
export const SAMPLING_LIMITS = {
  temperature: { minimum: 0, maximum: 2 },
  topP: { minimum: 0, maximum: 1, exclusiveMinimum: true },
  /** 0: no limit on the candidates. */
  topK: { minimum: 0, integer: true },
  minP: { minimum: 0, maximum: 1 },
  /** 1: no penalty. */
  repeatPenalty: { minimum: 0, maximum: 2, exclusiveMinimum: true },
  maxTokens: { minimum: 1, integer: true },
  /** The largest that both llama.cpp (unsigned) and common servers (signed, 32 bits) take. */
  seed: { minimum: 0, maximum: 2 ** 31 - 1, integer: true },
} as const satisfies Record<Exclude<keyof Sampling, 'stop'>, NumberLimits>;

export const BOT_LIMITS = {
  contextSize: { minimum: 64, integer: true },
  threads: { minimum: 1, integer: true },
  gpuLayers: { minimum: 0, integer: true },
  timeoutSeconds: { minimum: 1, maximum: 3600 },
} as const satisfies Record<string, NumberLimits>;

/** Most stop texts of one bot. */
export const MAX_STOPS = 16;
/** Longest name of a bot, in UTF-16 units: it heads a narrow column. */
export const MAX_NAME = 80;
