import * as z from 'zod/mini';
import type { ImportContext } from '../format.ts';
import { key, name, optionalText, optionalTime, tellUnknown, time } from './check.ts';
import type { Said } from './said.ts';

// The lines of FastChat's arena log, `<LOGDIR>/YYYY-MM-DD-conv.json`.

/** A text, nothing, or in the vision arena a text with the hashes of its pictures. */
const text = z.nullable(z.union([z.string(), z.tuple([z.string()], z.unknown())]));
const state = z.object({
  conv_id: key,
  model_name: optionalText,
  offset: z._default(z.int().check(z.nonnegative()), 0),
  messages: z.array(z.tuple([z.string(), text], z.unknown())),
  roles: z.nullish(z.array(z.string())),
  system_message: optionalText,
  // Before 2023-07.
  system: optionalText,
});
export type State = z.infer<typeof state>;
/** `template_name` says how the messages became one text, which is not kept of any session. */
const STATE_FIELDS = [...Object.keys(state.shape), 'template_name'];

const VOTE_TYPES = ['leftvote', 'rightvote', 'tievote', 'bothbad_vote'] as const;
/** A vote on two bots. */
export const pairRow = z.object({
  type: z.enum(VOTE_TYPES),
  tstamp: time,
  models: z.tuple([z.nullable(z.string()), z.nullable(z.string())]),
  states: z.tuple([state, state]),
  ip: optionalText,
});
export type PairRow = z.infer<typeof pairRow>;
export const PAIR_FIELDS = Object.keys(pairRow.shape);

const parameter = z.nullish(z.number().check(z.nonnegative()));
/** A reply of one bot. */
export const chatRow = z.object({
  type: z.literal('chat'),
  tstamp: optionalTime,
  model: name,
  gen_params: z.nullish(
    z.object({ temperature: parameter, top_p: parameter, max_new_tokens: parameter }),
  ),
  start: optionalTime,
  finish: optionalTime,
  state,
});
export type ChatRow = z.infer<typeof chatRow>;
/** Who asked, `ip`, has no place where nobody voted. */
export const CHAT_FIELDS = Object.keys(chatRow.shape);

/** What else FastChat logs: thumbs on one reply, and pictures of a page that were shared. */
export const OTHER_TYPES: readonly string[] = ['upvote', 'downvote', 'flag', 'share'];
export const LINE_TYPES: readonly string[] = ['chat', ...VOTE_TYPES, ...OTHER_TYPES];

/** The messages that count: `offset` ones before them are examples for the model. */
export function countedMessages(of: State): readonly { role: string; text: string | null }[] {
  return of.messages.slice(of.offset).map(([role, content]) => ({
    role,
    text: typeof content === 'string' || content === null ? content : content[0],
  }));
}

/** A state's conversation, its system message included. */
export function saidIn(of: State): Said[] {
  const bot = of.roles?.[1];
  const user = of.roles?.[0];
  const system = of.system_message ?? of.system ?? '';
  const said = countedMessages(of).map(({ role, text: content }, i): Said => {
    // The roles' names are the template's; as FastChat does, an unknown one goes by its place.
    const isBot = role === bot ? true : role === user ? false : i % 2 === 1;
    return { role: isBot ? 'assistant' : 'user', text: content ?? undefined };
  });
  return system === '' ? said : [{ role: 'system', text: system }, ...said];
}

/** Tells of what a state holds beyond what is kept. */
export function tellUnknownState(value: unknown, of: State, context: ImportContext): void {
  tellUnknown(value, STATE_FIELDS, context, 'state.');
  for (const [, content] of of.messages) {
    if (Array.isArray(content) && content.length > 1) context.onNotKept('state.messages.images');
  }
}
