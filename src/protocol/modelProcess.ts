import * as z from 'zod/mini';
import type { Contract } from './rpc.ts';
import { message, sampling, timings, tokenCounts } from '../core/schemas.ts';

const template = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('family'), name: z.string() }),
  z.object({ kind: z.literal('jinja'), source: z.string() }),
  z.object({
    kind: z.literal('triple'),
    metaPrompt: z.string(),
    userPrompt: z.string(),
    botPrompt: z.string(),
  }),
]);

const likely = { text: z.string(), probability: z.number() };

/** The border between the host and the process that runs one local model. */
export const modelProcess = {
  calls: {
    /** Loads the model; asked once, first. Errors carry a ReplyErrorCode. */
    load: {
      ask: z.object({
        modelPath: z.string(),
        /** Tokens a conversation may have. */
        contextSize: z.number(),
        /** How many conversations are kept in memory at once; each takes memory for a whole context. */
        sequences: z.number(),
        /** To begin with; see `threads`. */
        threads: z.number(),
        /** Most threads that it may ever be told to use. */
        maxThreads: z.number(),
        gpuLayers: z.union([z.number(), z.enum(['auto', 'max'])]),
        backend: z.enum(['auto', 'cpu', 'cuda', 'vulkan', 'metal']),
        /** Of the GPU's memory, 0 … 1: others load beside it. */
        vramShare: z.number(),
        /** Without it the GGUF's own, or else by the file's name. */
        template: z.optional(template),
        lora: z.readonly(z.array(z.object({ path: z.string(), scale: z.number() }))),
      }),
      answer: z.object({
        contextSize: z.number(),
        sequences: z.number(),
        /** Which chat template is used, in words: `the model's own`, or a family's name. */
        template: z.string(),
        /** `false` for the processor alone. */
        gpu: z.union([z.literal(false), z.string()]),
        gpuLayers: z.number(),
      }),
    },
    /** Answers when the reply has ended; its text comes as events with the same id. */
    generate: {
      ask: z.object({
        id: z.number(),
        /** Whose memory to go on from; the messages say everything all the same. */
        conversation: z.string(),
        messages: z.readonly(z.array(message)),
        sampling,
        contextOverflow: z.enum(['refuse', 'dropOldest']),
        /** Tells each token's chances; see ReplyRequest. */
        alternatives: z.optional(z.number()),
      }),
      answer: z.object({
        finish: z.enum(['stop', 'length', 'stopped']),
        tokens: tokenCounts,
        /** As the process itself saw it; `waitMs` is the host's to say. */
        timings: z.omit(timings, { waitMs: true }),
        leftOutTurns: z.number(),
      }),
    },
    /** Ends the reply at the next token. */
    stop: { ask: z.object({ id: z.number() }), answer: z.object({}) },
    /** From the next token on. */
    threads: { ask: z.object({ threads: z.number() }), answer: z.object({}) },
  },
  events: {
    loading: z.object({ fraction: z.number() }),
    /** The messages are rendered and fit; evaluation begins. */
    started: z.object({ id: z.number(), leftOutTurns: z.number() }),
    evaluating: z.object({ id: z.number(), done: z.number(), total: z.number() }),
    thinking: z.object({ id: z.number(), text: z.string() }),
    text: z.object({ id: z.number(), text: z.string() }),
    /** Tokens came that show no text yet, such as half a character: it is alive. */
    silent: z.object({ id: z.number() }),
    tokens: z.object({
      id: z.number(),
      tokens: z.readonly(
        z.array(z.object({ ...likely, alternatives: z.readonly(z.array(z.object(likely))) })),
      ),
    }),
  },
} as const satisfies Contract;
