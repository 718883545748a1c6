import type { Sampling } from '../core/model.ts';

/** What programs for language models call the sampling parameters, as OpenAI and Hugging Face began it. */
export const USUAL_NAMES = {
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  minP: 'min_p',
  repeatPenalty: 'repetition_penalty',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  maxTokens: 'max_tokens',
  seed: 'seed',
  stop: 'stop',
} as const satisfies Record<keyof Sampling, string>;

export const SAMPLING_KEYS = Object.keys(USUAL_NAMES) as readonly (keyof Sampling)[];
