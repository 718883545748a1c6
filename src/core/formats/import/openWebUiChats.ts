import * as z from 'zod/mini';
import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import {
  asObject,
  badField,
  check,
  hasFields,
  key,
  optionalText,
  optionalTime,
  tellUnknown,
} from './foreign/check.ts';
import { recordOf } from './foreign/draft.ts';
import type { MakeId } from './foreign/ids.ts';
import { idsOf, ownId } from './foreign/ids.ts';
import type { Item } from './foreign/items.ts';
import { itemsOf, samplesOf } from './foreign/items.ts';
import { branchOf, CHAT_FIELDS, chatTree, turnsOf } from './foreign/openWebUiChat.ts';
import { millisOf } from './foreign/time.ts';

const ID = 'openwebui-chats';

const entry = z.object({
  id: z.nullish(key),
  title: optionalText,
  created_at: optionalTime,
  updated_at: optionalTime,
  pinned: z.nullish(z.boolean()),
  meta: z.nullish(z.object({ tags: z.nullish(z.array(z.string())) })),
  chat: z.unknown(),
});
/** Who owns it and under which link it is shared say nothing outside of that server. */
const KNOWN = [...Object.keys(entry.shape), 'user_id', 'share_id'];

/**
 * Open WebUI's export of chats: a list of `{id, title, chat, …}`, each a tree of messages. The current
 * branch becomes a debug session. Models that answered side by side have a seat each; what is on other
 * branches and regenerated replies beyond one a model are counted as not kept.
 */
export const openWebUiChats: ImportFormat = {
  id: ID,
  label: 'Open WebUI chats',
  shapes: ['json'],
  recognises: content =>
    content.shape === 'json' &&
    samplesOf(content).some(({ chat, type, data }) => {
      const inner = asObject(chat);
      const isFeedback = type === 'rating' || data !== undefined;
      if (inner === undefined || isFeedback) return false;
      return hasFields(inner['history'], 'messages') || Array.isArray(inner['messages']);
    }),
  async *read(content: Content, context: ImportContext): AsyncIterable<Found> {
    const makeId = idsOf(ID, context.hash);
    for await (const item of itemsOf(content)) yield foundIn(item, makeId, context);
  },
};

function foundIn(item: Item, makeId: MakeId, context: ImportContext): Found {
  if ('refused' in item) return item;
  const { t, onNotKept } = context;
  const { at } = item;
  const checked = check(entry, item.row, t);
  if ('refused' in checked) return { at, refused: checked.refused };
  const { value } = checked;
  const tree = chatTree(value.chat, 'chat', context);
  if ('refused' in tree) return { at, refused: tree.refused };
  const branch = branchOf(tree.value);
  if (branch === undefined) return { at, refused: badField('chat.history', t) };
  const { seats, turns, others } = turnsOf(tree.value, branch, context);
  if (turns.length === 0) return { at, refused: t('There is no message in this conversation.') };
  for (let i = 0; i < others; i++) onNotKept('chat.history.messages (other branches)');
  tellUnknown(item.row, KNOWN, context);
  tellUnknown(asObject(item.row)?.['meta'], ['tags'], context, 'meta.');
  tellUnknown(value.chat, [...CHAT_FIELDS, 'id'], context, 'chat.');
  const { chat } = tree.value;
  const createdAt = millisOf(value.created_at ?? chat.timestamp);
  const draft = {
    id:
      ownId<'session'>(value.id) ??
      makeId('session', value.id ?? '', createdAt, value.id == null ? JSON.stringify(turns) : ''),
    title: value.title ?? chat.title ?? undefined,
    origin: ID,
    mode: 'debug',
    annotationMode: 'session',
    createdAt,
    updatedAt: millisOf(value.updated_at),
    pinned: value.pinned === true,
    tags: value.meta?.tags ?? [],
    seats,
    turns,
  } as const;
  return { at, record: recordOf(draft, [], makeId, context) };
}
