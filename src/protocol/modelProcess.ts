import * as z from 'zod/mini';
import type { Contract } from './rpc.ts';
import { message, sampling, timings, tokenCounts } from '../core/schemas.ts';

/** The border between the host and the process that runs one local model. */
export const modelProcess = {
  calls: {
    /** Loads the model; asked once, first. Errors carry a ReplyErrorCode. */
    load: {
      ask: z.object({
        modelPath: z.string(),
        /** Tokens; without it what the model was trained on, 4096 at most. */
        contextSize: z.optional(z.number()),
        threads: z.number(),
        gpuLayers: z.number(),
      }),
      answer: z.object({ contextSize: z.number() }),
    },
    /** Answers when the reply has ended; its text comes as events with the same id. */
    generate: {
      ask: z.object({ id: z.number(), messages: z.readonly(z.array(message)), sampling }),
      answer: z.object({
        finish: z.enum(['stop', 'length', 'stopped']),
        tokens: tokenCounts,
        /** As the process itself saw it; `waitMs` is the host's to say. */
        timings: z.omit(timings, { waitMs: true }),
      }),
    },
    /** Ends the reply at the next token. */
    stop: { ask: z.object({ id: z.number() }), answer: z.object({}) },
  },
  events: {
    loading: z.object({ fraction: z.number() }),
    started: z.object({ id: z.number() }),
    text: z.object({ id: z.number(), text: z.string() }),
  },
} as const satisfies Contract;
