import type { Sampling } from '../core/model.ts';
import type { Translate } from '../core/text.ts';

/** What a number must be; without `exclusiveMinimum` and `integer` any from `minimum` to `maximum`. */
export interface NumberLimits {
  readonly minimum: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly integer?: boolean;
}

/** What the settings take; package.json says the same to the settings editor, and a test compares. */
export const SAMPLING_LIMITS = {
  /** As far as Huozi's own form goes; above 2 most models only babble. */
  temperature: { minimum: 0, maximum: 5 },
  topP: { minimum: 0, maximum: 1, exclusiveMinimum: true },
  /** 0: no limit on the candidates. */
  topK: { minimum: 0, integer: true },
  minP: { minimum: 0, maximum: 1 },
  /** 1: no penalty; 5 is the end of Huozi's own form. */
  repeatPenalty: { minimum: 0, maximum: 5, exclusiveMinimum: true },
  /** OpenAI's range, as for the next. */
  frequencyPenalty: { minimum: -2, maximum: 2 },
  presencePenalty: { minimum: -2, maximum: 2 },
  maxTokens: { minimum: 1, integer: true },
  /** The largest that both llama.cpp (unsigned) and common servers (signed, 32 bits) take. */
  seed: { minimum: 0, maximum: 2 ** 31 - 1, integer: true },
} as const satisfies Record<Exclude<keyof Sampling, 'stop'>, NumberLimits>;

export const BOT_LIMITS = {
  contextSize: { minimum: 64, integer: true },
  threads: { minimum: 1, integer: true },
  gpuLayers: { minimum: 0, integer: true },
  timeoutSeconds: { minimum: 1, maximum: 3600 },
  retries: { minimum: 0, maximum: 10, integer: true },
} as const satisfies Record<string, NumberLimits>;

/** A negative scale takes away what the adapter was trained for. */
export const LORA_SCALE = { minimum: -10, maximum: 10 } as const satisfies NumberLimits;
export const DEVICE = { minimum: 0, integer: true } as const satisfies NumberLimits;

/** The settings `chatzoo.generation.*` that are numbers, in the units in which they are written. */
export const GENERATION_LIMITS = {
  /** Seconds. */
  stallTimeout: { minimum: 5, maximum: 3600 },
  /** Minutes, a week at most; 0: never. */
  idleTimeout: { minimum: 0, maximum: 10_080 },
  /** Megabytes of 1,000,000 bytes; 0: what the machine has free. */
  memoryLimit: { minimum: 0, integer: true },
} as const satisfies Record<string, NumberLimits>;

/** Most stop texts of one bot. */
export const MAX_STOPS = 16;
/** Longest name of a bot, in UTF-16 units: it heads a narrow column. */
export const MAX_NAME = 80;
/** Most adapters of one bot. */
export const MAX_LORAS = 8;
/** Most servers that one bot may have. */
export const MAX_SERVERS = 16;
/** Most headers of one bot, of either kind. */
export const MAX_HEADERS = 16;

/** Whether a value of the settings is such a number. */
export function isWithin(value: unknown, limits: NumberLimits): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (limits.integer && !Number.isSafeInteger(value)) return false;
  if (limits.exclusiveMinimum ? value <= limits.minimum : value < limits.minimum) return false;
  return limits.maximum === undefined || value <= limits.maximum;
}

/** What a number within these limits is, in the reader's language. */
export function describeLimits(limits: NumberLimits, t: Translate): string {
  const { minimum, maximum } = limits;
  if (limits.integer) {
    return maximum === undefined
      ? t('a whole number, {0} or more', minimum)
      : t('a whole number from {0} to {1}', minimum, maximum);
  }
  if (maximum === undefined) return t('a number, {0} or more', minimum);
  return limits.exclusiveMinimum
    ? t('a number above {0}, at most {1}', minimum, maximum)
    : t('a number from {0} to {1}', minimum, maximum);
}
