import { assertNever } from '../core/std/assertNever.ts';
import type { BotKind, Sampling } from '../core/model.ts';
import type { BotSpec } from './botSpec.ts';

/** What a kind uses where the user says nothing; a server has defaults of its own. */
export const DEFAULT_SAMPLING = {
  // Those of llama.cpp, except that a reply is bounded and repetition is penalised: small models loop.
  llama: {
    temperature: 0.8,
    topP: 0.95,
    topK: 40,
    minP: 0.05,
    repeatPenalty: 1.1,
    maxTokens: 1024,
  },
  openai: {},
  vscode: {},
  custom: {},
} as const satisfies Record<BotKind, Sampling>;

/** The user's own values over the kind's defaults; no seed unless the user fixed one. */
export function effectiveSampling(spec: Pick<BotSpec, 'kind' | 'sampling'>): Sampling {
  return { ...DEFAULT_SAMPLING[spec.kind], ...withoutAbsent(spec.sampling) };
}

/** A sampling is shown, stored and hashed: a key without a value would be noise in all three. */
export function withoutAbsent(sampling: Sampling): Sampling {
  return Object.fromEntries(Object.entries(sampling).filter(([, value]) => value !== undefined));
}

/**
 * The parameters of one reply, complete enough to repeat it.
 *
 * @param seed drawn for this reply; used by kinds that take one, unless the user fixed one. A server
 * is sent only what the user set: some refuse a seed.
 */
export function completeSampling(spec: Pick<BotSpec, 'kind' | 'sampling'>, seed: number): Sampling {
  switch (spec.kind) {
    case 'llama':
      return { seed, ...effectiveSampling(spec) };
    case 'openai':
    case 'vscode':
    case 'custom':
      return effectiveSampling(spec);
    default:
      return assertNever(spec.kind);
  }
}
