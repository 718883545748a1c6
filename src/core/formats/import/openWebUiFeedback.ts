import * as z from 'zod/mini';
import type { SeatedBot, SessionId, Verdict, Vote } from '../../model.ts';
import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import {
  asObject,
  badField,
  check,
  hasFields,
  key,
  name,
  optionalText,
  optionalTime,
  tellUnknown,
} from './foreign/check.ts';
import type { SessionDraft } from './foreign/draft.ts';
import { importedBot, MOST_SEATS, recordOf, turnIdOf } from './foreign/draft.ts';
import type { MakeId } from './foreign/ids.ts';
import { idsOf } from './foreign/ids.ts';
import type { Item } from './foreign/items.ts';
import { itemsOf, samplesOf } from './foreign/items.ts';
import { branchOf, chatTree, turnsOf } from './foreign/openWebUiChat.ts';
import { millisOf } from './foreign/time.ts';

const ID = 'openwebui-feedback';

const entry = z.object({
  id: z.nullish(key),
  user_id: z.nullish(key),
  type: z.nullish(z.string()),
  data: z.object({
    rating: z.union([z.number(), z.string()]),
    model_id: name,
    sibling_model_ids: z.nullish(z.array(name).check(z.maxLength(MOST_SEATS - 1))),
    reason: optionalText,
    comment: optionalText,
    tags: z.nullish(z.array(z.string())),
  }),
  meta: z.nullish(
    z.object({ arena: z.nullish(z.boolean()), chat_id: z.nullish(key), message_id: optionalText }),
  ),
  snapshot: z.nullish(z.object({ chat: z.optional(z.unknown()) })),
  created_at: optionalTime,
  updated_at: optionalTime,
});
type Entry = z.infer<typeof entry>;
const KNOWN = [...Object.keys(entry.shape), 'version'];
const KNOWN_OF_DATA = Object.keys(entry.shape.data.shape);
const KNOWN_OF_META = ['arena', 'chat_id', 'message_id', 'message_index', 'model_id', 'tags'];

/** What was compared: the vote's place and bots, and what of the chat led there. */
interface Compared {
  readonly seats: readonly SeatedBot[];
  readonly shown: readonly SeatedBot[];
  readonly rated: SeatedBot;
  readonly turns: SessionDraft['turns'];
  readonly title: string | undefined;
}

/**
 * Open WebUI's export of feedback: a list of ratings, each with a snapshot of its chat. A thumb up for
 * one of several models is a vote for it, a thumb down among two is one for the other. A thumb without
 * other models, and a thumb down among more than two, compare nothing and are refused.
 *
 * Each rating is an arena session of its own, with the chat as far as the voter had seen it; without a
 * snapshot that holds the rated reply there are no turns, and the vote is on the session.
 */
export const openWebUiFeedback: ImportFormat = {
  id: ID,
  label: 'Open WebUI feedback',
  shapes: ['json'],
  recognises: content =>
    content.shape === 'json' &&
    samplesOf(content).some(({ data }) => hasFields(data, 'rating', 'model_id')),
  async *read(content: Content, context: ImportContext): AsyncIterable<Found> {
    const makeId = idsOf(ID, context.hash);
    for await (const item of itemsOf(content)) yield foundIn(item, makeId, context);
  },
};

function foundIn(item: Item, makeId: MakeId, context: ImportContext): Found {
  if ('refused' in item) return item;
  const { t } = context;
  const { at } = item;
  const checked = check(entry, item.row, t);
  if ('refused' in checked) return { at, refused: checked.refused };
  const { value } = checked;
  const rating = Number(value.data.rating);
  if (rating !== 1 && rating !== -1) return { at, refused: badField('data.rating', t) };
  const rivals = (value.data.sibling_model_ids ?? []).length;
  if (rivals === 0) {
    return { at, refused: t('The rating is of one reply alone and compares nothing.') };
  }
  if (rating === -1 && rivals > 1) {
    return {
      at,
      refused: t('The rating says which of several bots is worse, but not which is best.'),
    };
  }
  tellUnknown(item.row, KNOWN, context);
  tellUnknown(asObject(item.row)?.['data'], KNOWN_OF_DATA, context, 'data.');
  tellUnknown(asObject(item.row)?.['meta'], KNOWN_OF_META, context, 'meta.');
  const compared = inSnapshot(value, context) ?? withoutTurns(value, context);
  const castAt = millisOf(value.updated_at ?? value.created_at);
  const id = makeId('session', value.id ?? '', value.id == null ? JSON.stringify(value.data) : '');
  const vote = voteOf({ id, value, castAt, compared, up: rating === 1 }, makeId);
  const draft = {
    id,
    title: compared.title,
    origin: ID,
    mode: 'arena',
    annotationMode: compared.turns.length === 0 ? 'session' : 'reply',
    createdAt: castAt,
    seats: compared.seats,
    turns: compared.turns,
  } as const;
  return { at, record: recordOf(draft, [vote], makeId, context) };
}

/** The compared replies in the chat's snapshot; undefined if they are not all there. */
function inSnapshot(value: Entry, context: ImportContext): Compared | undefined {
  const outer = asObject(value.snapshot?.chat);
  const inner = asObject(outer?.['chat']) ?? outer;
  const rated = value.meta?.message_id;
  if (inner === undefined) return undefined;
  const found = rated ? comparedIn(inner, rated, value, context) : undefined;
  if (found === undefined) {
    context.onNotKept('snapshot.chat');
    return undefined;
  }
  const title = outer?.['title'] ?? inner['title'];
  return { ...found, title: typeof title === 'string' ? title : undefined };
}

function comparedIn(
  chat: unknown,
  rated: string,
  { data }: Entry,
  context: ImportContext,
): Omit<Compared, 'title'> | undefined {
  const tree = chatTree(chat, 'snapshot.chat', context);
  if ('refused' in tree || !tree.value.messages.has(rated)) return undefined;
  const branch = branchOf(tree.value, rated);
  if (branch === undefined) return undefined;
  const { seats, turns, replyIds } = turnsOf(tree.value, branch, context);
  const replies = turns.at(-1)?.replies ?? [];
  const bot = replies[replyIds.at(-1)?.indexOf(rated) ?? -1]?.bot;
  const wanted = [...(data.sibling_model_ids ?? [])];
  const shown = replies.flatMap(reply => {
    if (reply.bot === bot) return [reply.bot];
    const place = wanted.indexOf(reply.bot.model);
    if (place < 0) return [];
    wanted.splice(place, 1);
    return [reply.bot];
  });
  return bot === undefined || wanted.length > 0 ? undefined : { seats, shown, rated: bot, turns };
}

function withoutTurns({ data }: Entry, { hash }: ImportContext): Compared {
  const models = [data.model_id, ...(data.sibling_model_ids ?? [])];
  const seats = models.map((model, i) => importedBot(i, model, hash));
  const rated = seats[0] as SeatedBot;
  return { seats, shown: seats, rated, turns: [], title: models.join(' – ') };
}

function voteOf(
  parts: {
    readonly id: SessionId;
    readonly value: Entry;
    readonly castAt: number;
    readonly compared: Compared;
    readonly up: boolean;
  },
  makeId: MakeId,
): Vote {
  const { id, value, castAt, compared, up } = parts;
  const { rated, shown, turns } = compared;
  const winner = up ? rated : (shown.find(bot => bot !== rated) ?? rated);
  const verdict: Verdict = { kind: 'best', winner: winner.seat };
  const { reason, comment, tags } = value.data;
  return {
    // A rating that was changed is another vote.
    id: makeId('vote', id, castAt, String(value.data.rating)),
    sessionId: id,
    ...(turns.length === 0 ? {} : { turnId: turnIdOf(makeId, id, turns.length - 1) }),
    castAt,
    voter: { kind: 'human', name: String(value.user_id ?? '') },
    verdict,
    shown,
    blind: value.meta?.arena === true,
    comment: [comment, reason, (tags ?? []).join(', ')].filter(Boolean).join('\n'),
    flags: [],
  };
}
