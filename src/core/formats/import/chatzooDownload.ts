import * as z from 'zod/mini';
import type { ReplyState } from '../../model.ts';
import { seatName } from '../../model.ts';
import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import { aligned } from './foreign/align.ts';
import { asObject, check, hasFields, key, tellUnknown } from './foreign/check.ts';
import { importedBot, MOST_SEATS, recordOf } from './foreign/draft.ts';
import { idsOf } from './foreign/ids.ts';

const ID = 'chatzoo-download';

const item = z.object({
  id: z.nullish(key),
  status: z.nullish(z.number()),
  message: z.nullish(z.string()),
  question: z.string(),
});
type Item = z.infer<typeof item>;
const KNOWN = Object.keys(item.shape);

/**
 * What the original ChatZoo's page downloads of one session: `全部.json`, an object of nickname →
 * items, or `<nickname>.json`, the items of one bot, which then goes by "ChatZoo". Each file becomes a
 * debug session; a turn is what was asked with the same words at the same place. There is neither time
 * nor id in it, so the session's id comes from all of its content.
 */
export const chatzooDownload: ImportFormat = {
  id: ID,
  label: 'ChatZoo download',
  shapes: ['json'],
  recognises: content => {
    if (content.shape !== 'json') return false;
    const [first] = documentsIn(content.value);
    const lists = listsOf(first);
    return (
      lists !== undefined &&
      lists.some(([, list]) => hasFields(list[0], 'question', 'message', 'status'))
    );
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- the document is in memory already
  async *read(content: Content, context: ImportContext): AsyncIterable<Found> {
    if (content.shape !== 'json') return;
    const documents = documentsIn(content.value);
    for (const [i, document] of documents.entries()) {
      for (const each of found(document, context)) {
        yield documents.length === 1 ? each : { ...each, at: `[${i}]${each.at}` };
      }
    }
  },
};

/** Our own export of several sessions is a list of such objects. */
function documentsIn(value: unknown): readonly unknown[] {
  const isList = Array.isArray(value) && asObject(value[0]) !== undefined;
  return isList && listsOf(value[0]) !== undefined ? (value as unknown[]) : [value];
}

function listsOf(value: unknown): (readonly [string, readonly unknown[]])[] | undefined {
  if (Array.isArray(value)) return [['ChatZoo', value as unknown[]]];
  const entries = Object.entries(asObject(value) ?? {});
  if (entries.length === 0 || entries.some(([, list]) => !Array.isArray(list))) return undefined;
  return entries as [string, unknown[]][];
}

function* found(value: unknown, context: ImportContext): Iterable<Found> {
  const { t, hash } = context;
  const lists = listsOf(value);
  if (lists === undefined || lists.length > MOST_SEATS) {
    const refused =
      lists === undefined
        ? t('This does not have the shape that the format asks for.')
        : t('There are more than {0} bots in one session.', MOST_SEATS);
    yield { at: '$', refused };
    return;
  }
  const rows: { question: string; item: Item }[][] = [];
  for (const [name, list] of lists) {
    const readable: { question: string; item: Item }[] = [];
    for (const [i, raw] of list.entries()) {
      const checked = check(item, raw, t);
      if ('refused' in checked) {
        yield { at: `${name.slice(0, 40)}[${i}]`, refused: checked.refused };
        continue;
      }
      tellUnknown(raw, KNOWN, context);
      readable.push({ question: checked.value.question, item: checked.value });
    }
    rows.push(readable);
  }
  if (rows.every(list => list.length === 0)) {
    yield { at: '$', refused: t('There is no message in this conversation.') };
    return;
  }
  const makeId = idsOf(ID, hash);
  const seats = lists.map(([name], i) => importedBot(i, name || seatName(i), hash));
  const turns = aligned(rows).map(({ question, items }) => ({
    prompt: question,
    at: 0,
    replies: [...items].flatMap(([i, { message, status }]) => {
      const bot = seats[i];
      const text = message ?? undefined;
      return bot === undefined ? [] : [{ bot, text, state: stateOf(status ?? 0) }];
    }),
  }));
  const content = JSON.stringify([
    seats.map(({ name }) => name),
    rows.map(list => list.map(({ item: { id, question, message } }) => [id, question, message])),
  ]);
  const draft = {
    id: makeId('session', content),
    origin: ID,
    mode: 'debug',
    annotationMode: 'session',
    createdAt: 0,
    seats,
    turns,
  } as const;
  yield { at: '$', record: recordOf(draft, [], makeId, context) };
}

/** The page's codes; 0 is a reply that ended well, 1 to 4 one that never did. */
const FAILURES: ReadonlyMap<number, Extract<ReplyState, { kind: 'failed' }>['code']> = new Map([
  [-20003, 'contextTooSmall'],
  [-20008, 'processDied'],
  [-20015, 'timeout'],
  [-9999, 'serverError'],
  [-1, 'serverError'],
]);

function stateOf(status: number): ReplyState | undefined {
  if (status === 0) return undefined;
  const code = FAILURES.get(status) ?? 'interrupted';
  return { kind: 'failed', code, message: `ChatZoo's status was ${status}.` };
}
