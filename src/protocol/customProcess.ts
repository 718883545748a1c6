import * as z from 'zod/mini';
import type { Contract } from './rpc.ts';
import { message, sampling } from '../core/schemas.ts';

const values = z.record(z.string(), z.unknown());

/** The border between the host and the process that runs one module of the user. */
export const customProcess = {
  calls: {
    /** Imports the module and runs its `load`; asked once, first. Errors carry a ReplyErrorCode. */
    load: {
      ask: z.object({
        /** Absolute path of the module. */
        modulePath: z.string(),
        /** The entry's own, over the module's defaults. */
        settings: values,
      }),
      answer: z.object({
        /** The sampling parameters that the module's default settings name. */
        honours: z.readonly(z.array(z.string())),
      }),
    },
    /** Answers when the reply has ended; its text comes as events with the same id. */
    generate: {
      ask: z.object({
        id: z.number(),
        conversation: z.string(),
        messages: z.readonly(z.array(message)),
        sampling,
      }),
      answer: z.object({ finish: z.enum(['stop', 'length', 'stopped']) }),
    },
    /** Aborts the reply's signal and ends its generator. */
    stop: { ask: z.object({ id: z.number() }), answer: z.object({}) },
    /** Answered by the main loop: the module does not block it. */
    ping: { ask: z.object({}), answer: z.object({}) },
  },
  events: {
    text: z.object({ id: z.number(), text: z.string() }),
    /** The whole text so far, which is not what was told before with something added. */
    replaced: z.object({ id: z.number(), text: z.string() }),
    /** A file of the user that the module is made of. */
    uses: z.object({ file: z.string() }),
    /** Nobody caught an error of the module; the process ends. */
    uncaught: z.object({ message: z.string() }),
  },
} as const satisfies Contract;
