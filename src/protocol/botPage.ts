import * as z from 'zod/mini';
import type { Contract } from './rpc.ts';

const nothing = z.object({});

const limits = z.object({
  minimum: z.number(),
  maximum: z.optional(z.number()),
  exclusiveMinimum: z.optional(z.boolean()),
  integer: z.optional(z.boolean()),
});
export type FieldLimits = z.infer<typeof limits>;

const words = z.readonly(z.array(z.string()));

/** What a value is set with. */
const control = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text') }),
  z.object({ kind: z.literal('multiline') }),
  z.object({ kind: z.literal('number'), limits }),
  /** A number, or one of some words. */
  z.object({ kind: z.literal('numberOr'), limits, words }),
  z.object({ kind: z.literal('numbers'), limits }),
  z.object({ kind: z.literal('choice'), choices: words }),
  z.object({ kind: z.literal('checkbox'), isOn: z.boolean() }),
  z.object({
    kind: z.literal('texts'),
    most: z.number(),
    /** A single one is written by itself, without a list. */
    isOneAlone: z.optional(z.boolean()),
    /** Line breaks and the like are shown and typed as in JSON: `\n`. */
    isEscaped: z.optional(z.boolean()),
  }),
  z.object({ kind: z.literal('file'), of: z.enum(['gguf', 'module']) }),
  /** An object of texts. */
  z.object({ kind: z.literal('pairs') }),
  /** An object of anything. */
  z.object({ kind: z.literal('json') }),
  /** GGUF files with a scale each. */
  z.object({ kind: z.literal('adapters'), most: z.number(), limits }),
  /** A chat template: a family, a text in Jinja, or ChatZoo's three texts. */
  z.object({ kind: z.literal('template'), families: words }),
]);
export type FieldControl = z.infer<typeof control>;

const path = z.readonly(z.array(z.string()));
const problem = z.object({ path, text: z.string() });

const field = z.object({
  /** Of the value in the entry: `['sampling', 'temperature']`. */
  path,
  label: z.string(),
  help: z.string(),
  /** Of each choice, in their order. */
  choiceHelp: words,
  control,
  /** What counts where nothing is written. */
  unset: z.optional(z.string()),
  isRequired: z.boolean(),
  /** `source` is which model it is. */
  group: z.enum(['source', 'main', 'sampling', 'advanced']),
});
export type FormField = z.infer<typeof field>;

const form = z.object({
  /** `gone`: no bot of the settings has this name any more; what it was is still shown. */
  state: z.enum(['saved', 'draft', 'gone']),
  name: z.string(),
  kind: z.string(),
  kindText: z.string(),
  /** As it is written; secrets that stand there in spite of all are masked. */
  entry: z.record(z.string(), z.unknown()),
  fields: z.readonly(z.array(field)),
  problems: z.readonly(z.array(problem)),
  /** Keys that this version does not know, and what is said of them. */
  unknown: z.readonly(z.array(z.object({ key: z.string(), problem: z.optional(z.string()) }))),
  /** The servers, and what is stored for each; never the secrets themselves. */
  servers: z.readonly(
    z.array(z.object({ baseUrl: z.string(), hasKey: z.boolean(), secretHeaders: words })),
  ),
  /** Where the entry is written. */
  place: z.string(),
  canTest: z.boolean(),
});
export type BotForm = z.infer<typeof form>;

const place = z.readonly(z.array(z.union([z.string(), z.number()])));
const edit = z.object({
  path: place,
  /** Missing takes the key away. */
  value: z.optional(z.unknown()),
  /** In place of a value: where it is now, if it moves. Of a secret the page does not know it. */
  from: z.optional(place),
});

/** The border between the host and the form of one bot. */
export const botPage = {
  calls: {
    'form/get': { ask: nothing, answer: form },
    /** Writes to the settings at once, or to the draft. */
    'entry/change': { ask: z.object({ edits: z.readonly(z.array(edit)) }), answer: form },
    /** Adds the draft to the settings, or what is gone once more. */
    'entry/add': { ask: nothing, answer: form },
    /** @returns no path if the user thought better of it */
    'file/choose': {
      ask: z.object({ of: z.enum(['gguf', 'module']) }),
      answer: z.object({ path: z.optional(z.string()) }),
    },
    /** An empty key forgets the stored one. */
    'key/set': { ask: z.object({ baseUrl: z.string(), key: z.string() }), answer: form },
    'header/set': {
      ask: z.object({ baseUrl: z.string(), header: z.string(), value: z.string() }),
      answer: form,
    },
    /** Asks the server for a few tokens, or reads the file's header. */
    'entry/test': {
      ask: nothing,
      answer: z.object({ isGood: z.boolean(), lines: words }),
    },
    'settings/open': { ask: nothing, answer: nothing },
  },
  events: {
    /** The settings, or what is stored beside them, are others now. */
    changed: form,
  },
} as const satisfies Contract;
