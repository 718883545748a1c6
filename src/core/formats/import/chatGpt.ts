import * as z from 'zod/mini';
import type { SeatedBot } from '../../model.ts';
import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import {
  asObject,
  badField,
  check,
  key,
  optionalText,
  optionalTime,
  tellUnknown,
} from './foreign/check.ts';
import type { ReplyDraft, TurnDraft } from './foreign/draft.ts';
import { importedBot, recordOf } from './foreign/draft.ts';
import type { MakeId } from './foreign/ids.ts';
import { idsOf, ownId } from './foreign/ids.ts';
import type { Item } from './foreign/items.ts';
import { itemsOf, samplesOf } from './foreign/items.ts';
import { joined } from './foreign/said.ts';
import { millisOf } from './foreign/time.ts';
import { branchTo, lastLeaf } from './foreign/tree.ts';

const ID = 'chatgpt';

const conversation = z.object({
  id: z.nullish(key),
  conversation_id: z.nullish(key),
  title: optionalText,
  create_time: optionalTime,
  update_time: optionalTime,
  default_model_slug: optionalText,
  current_node: optionalText,
  mapping: z.unknown(),
});
type Conversation = z.infer<typeof conversation>;
const KNOWN = Object.keys(conversation.shape);

const node = z.object({
  parent: optionalText,
  children: z.nullish(z.array(z.string())),
  message: z.nullish(
    z.object({
      author: z.object({ role: z.string() }),
      create_time: optionalTime,
      recipient: optionalText,
      content: z.looseObject({ content_type: z.string(), parts: z.nullish(z.array(z.unknown())) }),
      metadata: z.nullish(
        z.object({
          model_slug: optionalText,
          is_visually_hidden_from_conversation: z.nullish(z.boolean()),
        }),
      ),
    }),
  ),
});
type Node = z.infer<typeof node>;
type Message = NonNullable<Node['message']>;
/** Those of a message that say how its making went. */
const KNOWN_OF_MESSAGE = [
  ...['id', 'author', 'create_time', 'update_time', 'content', 'recipient', 'metadata'],
  ...['status', 'end_turn', 'weight', 'channel'],
];
const KNOWN_OF_METADATA = ['model_slug', 'is_visually_hidden_from_conversation'];

/**
 * ChatGPT's export, `conversations.json`: each conversation a tree of messages. Its current branch
 * becomes a debug session with one bot; other branches, which come of edits and regenerated answers,
 * are counted as not kept, and so is what is no text: pictures, thoughts, tools and their results.
 *
 * A conversation may change its model: each reply says which one answered.
 */
export const chatGpt: ImportFormat = {
  id: ID,
  label: 'ChatGPT export',
  shapes: ['json'],
  recognises: content =>
    content.shape === 'json' &&
    samplesOf(content).some(
      ({ mapping }) =>
        asObject(mapping) !== undefined &&
        Object.values(asObject(mapping) ?? {})
          .slice(0, 20)
          .some(entry => Object.hasOwn(asObject(entry) ?? {}, 'children')),
    ),
  async *read(content: Content, context: ImportContext): AsyncIterable<Found> {
    const makeId = idsOf(ID, context.hash);
    for await (const item of itemsOf(content)) yield foundIn(item, makeId, context);
  },
};

function foundIn(item: Item, makeId: MakeId, context: ImportContext): Found {
  if ('refused' in item) return item;
  const { t, onNotKept } = context;
  const { at } = item;
  const checked = check(conversation, item.row, t);
  if ('refused' in checked) return { at, refused: checked.refused };
  const { value } = checked;
  const entries = Object.entries(asObject(value.mapping) ?? {});
  const nodes = new Map<string, Node>();
  for (const [id, raw] of entries) {
    const parsed = check(node, raw, t);
    if ('refused' in parsed) return { at, refused: badField(`mapping.${id.slice(0, 40)}`, t) };
    const message = asObject(asObject(raw)?.['message']);
    tellUnknown(message, KNOWN_OF_MESSAGE, context, 'mapping.message.');
    tellUnknown(message?.['metadata'], KNOWN_OF_METADATA, context, 'mapping.message.metadata.');
    nodes.set(id, parsed.value);
  }
  const parentOf = (id: string): string | undefined => nodes.get(id)?.parent ?? undefined;
  const childrenOf = (id: string): readonly string[] => nodes.get(id)?.children ?? [];
  const leaf =
    value.current_node && nodes.has(value.current_node)
      ? value.current_node
      : lastLeaf(nodes.keys(), childrenOf);
  const branch = leaf === undefined ? undefined : branchTo(leaf, parentOf);
  if (branch === undefined) return { at, refused: badField('mapping', t) };
  const onBranch = new Set(branch);
  for (const [id, { message }] of nodes) {
    if (message && !onBranch.has(id)) onNotKept('mapping.message (other branches)');
  }
  const messages = branch.flatMap(id => nodes.get(id)?.message ?? []);
  const { seat, turns } = turnsOf(messages, value, context);
  if (turns.length === 0) return { at, refused: t('There is no message in this conversation.') };
  tellUnknown(item.row, KNOWN, context);
  const own = value.conversation_id ?? value.id;
  const draft = {
    id:
      ownId<'session'>(own) ??
      makeId(
        'session',
        own ?? '',
        millisOf(value.create_time),
        own == null ? JSON.stringify(turns) : '',
      ),
    title: value.title ?? undefined,
    origin: ID,
    mode: 'debug',
    annotationMode: 'session',
    createdAt: millisOf(value.create_time),
    updatedAt: millisOf(value.update_time),
    seats: [seat],
    turns,
  } as const;
  return { at, record: recordOf(draft, [], makeId, context) };
}

/** The messages of a branch as turns; the seat is the last model's. */
function turnsOf(
  messages: readonly Message[],
  value: Conversation,
  context: ImportContext,
): { readonly seat: SeatedBot; readonly turns: readonly TurnDraft[] } {
  const system: string[] = [];
  const drafts: { prompts: string[]; at: number; texts: string[]; model: string | undefined }[] =
    [];
  for (const message of messages) {
    const text = visibleText(message, context);
    if (text === undefined) continue;
    const { role } = message.author;
    if (role === 'system') {
      system.push(text);
      continue;
    }
    let turn = drafts.at(-1);
    if (turn === undefined || (role === 'user' && turn.texts.length > 0)) {
      turn = { prompts: [], at: millisOf(message.create_time), texts: [], model: undefined };
      drafts.push(turn);
    }
    if (role === 'user') turn.prompts.push(text);
    else {
      turn.texts.push(text);
      turn.model = message.metadata?.model_slug || turn.model;
    }
  }
  let model = value.default_model_slug || 'ChatGPT';
  const prompt = joined(system);
  const turns = drafts.map((turn): TurnDraft => {
    model = turn.model ?? model;
    const bot = importedBot(0, model, context.hash, prompt);
    const reply: ReplyDraft = {
      bot,
      text: turn.texts.length === 0 ? undefined : joined(turn.texts),
    };
    return { prompt: joined(turn.prompts), at: turn.at, replies: [reply] };
  });
  return { seat: importedBot(0, model, context.hash, prompt), turns };
}

/** What the page showed of a message; of the rest `onNotKept` hears. */
function visibleText(message: Message, { onNotKept }: ImportContext): string | undefined {
  const { author, content, metadata, recipient } = message;
  const { content_type: type, parts } = content;
  const path = `mapping.message.${author.role}.${type}`.slice(0, 80);
  const texts = (parts ?? []).filter(part => typeof part === 'string');
  const text = joined(texts);
  const shown =
    ['user', 'assistant', 'system'].includes(author.role) &&
    metadata?.is_visually_hidden_from_conversation !== true &&
    (recipient ?? 'all') === 'all' &&
    (type === 'text' || type === 'multimodal_text');
  if (shown && texts.length < (parts ?? []).length) onNotKept(`${path}.parts`);
  if (shown && text.trim() !== '') return text;
  // An empty text is the page's own: a root, or a place for instructions.
  if (!(type === 'text' && text.trim() === '')) onNotKept(path);
  return undefined;
}
