import * as z from 'zod/mini';
import type { SeatedBot } from '../../model.ts';
import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import { badField, check, hasFields, key, optionalText, tellUnknown } from './foreign/check.ts';
import { importedBot, recordOf, turnsSideBySide } from './foreign/draft.ts';
import type { MakeId } from './foreign/ids.ts';
import { idsOf } from './foreign/ids.ts';
import type { Item } from './foreign/items.ts';
import { itemsOf, samplesOf } from './foreign/items.ts';
import type { Said } from './foreign/said.ts';
import { roundsOf } from './foreign/said.ts';
import { textOf } from './foreign/texts.ts';

const ID = 'sharegpt';

const message = z.object({
  from: optionalText,
  role: optionalText,
  value: z.optional(z.unknown()),
  content: z.optional(z.unknown()),
});
const entry = z.object({
  id: z.nullish(key),
  conversations: z.optional(z.array(message)),
  items: z.optional(z.array(message)),
  model: optionalText,
  system: optionalText,
});
type Entry = z.infer<typeof entry>;
const KNOWN = Object.keys(entry.shape);
const KNOWN_OF_MESSAGE = Object.keys(message.shape);

/**
 * Conversations as ShareGPT and FastChat's training data have them: `{id, conversations: [{from,
 * value}]}`, a list or a row a line; `items` instead of `conversations` in the oldest files, and
 * `role` and `content` in some newer ones.
 *
 * Each is a debug session with one bot, named by the field `model`, else "gpt". System messages make
 * its system prompt. Messages of one side in a row are joined with a blank line; a bot that begins
 * answers an empty prompt; what tools said is not kept. One without any message is refused.
 */
export const shareGpt: ImportFormat = {
  id: ID,
  label: 'ShareGPT',
  shapes: ['json', 'jsonl'],
  recognises: content =>
    (content.shape === 'json' || content.shape === 'jsonl') && samplesOf(content).some(looksRight),
  async *read(content: Content, context: ImportContext): AsyncIterable<Found> {
    const makeId = idsOf(ID, context.hash);
    for await (const item of itemsOf(content)) yield foundIn(item, makeId, context);
  },
};

function looksRight(sample: Readonly<Record<string, unknown>>): boolean {
  const list = sample['conversations'] ?? sample['items'];
  if (!Array.isArray(list)) return false;
  return hasFields(list[0], 'from', 'value') || hasFields(list[0], 'role', 'content');
}

function foundIn(item: Item, makeId: MakeId, context: ImportContext): Found {
  if ('refused' in item) return item;
  const { t, hash, onNotKept } = context;
  const { at } = item;
  const checked = check(entry, item.row, t);
  if ('refused' in checked) return { at, refused: checked.refused };
  const { value } = checked;
  const field = value.conversations === undefined ? 'items' : 'conversations';
  const list = value[field];
  if (list === undefined) return { at, refused: badField('conversations', t) };
  const said: Said[] = [];
  for (const [i, part] of list.entries()) {
    const one = saidBy(part, () => onNotKept(`${field}.value`));
    if (one === undefined) return { at, refused: badField(`${field}[${i}]`, t) };
    if (one === 'notKept') onNotKept(`${field}.${part.from ?? part.role ?? ''}`.slice(0, 80));
    else said.push(one);
  }
  const { systemPrompt, rounds } = roundsOf(said);
  if (rounds.length === 0) return { at, refused: t('There is no message in this conversation.') };
  tellUnknown(item.row, KNOWN, context);
  const [first] = (item.row as Readonly<Record<typeof field, readonly unknown[]>>)[field];
  tellUnknown(first, KNOWN_OF_MESSAGE, context, `${field}.`);
  const system = [value.system, systemPrompt].filter(Boolean).join('\n\n');
  const bot: SeatedBot = importedBot(0, value.model ? value.model : 'gpt', hash, system);
  const draft = {
    id: makeId('session', value.id ?? '', bot.name, system, JSON.stringify(rounds)),
    origin: ID,
    mode: 'debug',
    annotationMode: 'session',
    createdAt: 0,
    seats: [bot],
    turns: turnsSideBySide([{ bot, rounds }], 0, () => {}),
  } as const;
  return { at, record: recordOf(draft, [], makeId, context) };
}

const ROLES: ReadonlyMap<string, Said['role']> = new Map([
  ...['human', 'user'].map(role => [role, 'user'] as const),
  ...['gpt', 'assistant', 'chatgpt', 'bing', 'bard', 'bot', 'model'].map(
    role => [role, 'assistant'] as const,
  ),
  ['system', 'system'],
]);
/** Roles of tools, in the data that teaches their use. */
const TOOL_ROLES = new Set(['tool', 'function', 'function_call', 'tool_call', 'observation']);

/** undefined: a role that is unknown, or a content that is none. */
function saidBy(
  { from, role, value, content }: NonNullable<Entry['conversations']>[number],
  onOther: () => void,
): Said | 'notKept' | undefined {
  const who = (from ?? role ?? '').toLowerCase();
  if (TOOL_ROLES.has(who)) return 'notKept';
  const known = ROLES.get(who);
  const text = value ?? content;
  if (known === undefined) return undefined;
  if (text === null) return { role: known, text: undefined };
  const readable = textOf(text, onOther);
  return readable === undefined ? undefined : { role: known, text: readable };
}
