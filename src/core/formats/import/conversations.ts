import * as z from 'zod/mini';
import { asObject, hasFields, tellUnknown } from './foreign/check.ts';
import { importedBot, recordOf, turnsSideBySide } from './foreign/draft.ts';
import { idsOf } from './foreign/ids.ts';
import { roundsOf, type Said } from './foreign/said.ts';
import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import { eventually } from './own/eventually.ts';
import { pathOf, placeIn, whatIsWrong } from './own/place.ts';

const ID = 'conversations';

/**
 * The plainest of chat exports: `{ version, conversations: [{ id, title, model?, messages: [{ id,
 * role, content }] }], votes }`. Each conversation becomes a debug session of one bot.
 */
export const conversations: ImportFormat = {
  id: ID,
  label: 'Conversations (JSON)',
  shapes: ['json'],
  recognises: content => hasFields(documentOf(content), 'version', 'conversations'),
  read: (content, context) => eventually(read(content, context)),
};

function* read(content: Content, context: ImportContext): Generator<Found> {
  const document = documentOf(content);
  if (!document) return;
  const { t } = context;
  tellUnknown(document, ['version', 'conversations', 'votes'], context);
  if (document['version'] !== 1) {
    yield { at: 'version', refused: t('It must be one of {0}.', 1) };
    return;
  }
  for (const field of ['conversations', 'votes']) {
    const list = document[field] ?? [];
    if (!Array.isArray(list))
      yield { at: field, refused: t('It must be of the type {0}.', 'array') };
    else
      for (const [index, each] of list.entries()) {
        const at = `${field}[${index}]`;
        if (field === 'conversations') yield* readConversation(each, at, context);
        else yield refusedVote(each, at, context);
      }
  }
}

const conversation = z.object({
  id: z.union([z.string(), z.number()]),
  title: z.nullish(z.string()),
  model: z.nullish(z.string()),
  messages: z.array(z.unknown()),
});

const message = z.object({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
});

function* readConversation(value: unknown, at: string, context: ImportContext): Generator<Found> {
  const place = placeIn(at);
  const parsed = conversation.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    yield { at: place(pathOf(issue?.path ?? [])), refused: whatIsWrong(issue, context.t) };
    return;
  }
  const { id: key, title, model, messages } = parsed.data;
  tellUnknown(value, Object.keys(conversation.shape), context, `${ID}.`);
  const said: Said[] = [];
  for (const [index, each] of messages.entries()) {
    const read = message.safeParse(each);
    tellUnknown(each, Object.keys(message.shape), context, `${ID}.messages.`);
    if (read.success) said.push({ role: read.data.role, text: read.data.content });
    else {
      const [issue] = read.error.issues;
      const path = pathOf(['messages', index, ...(issue?.path ?? [])]);
      yield { at: place(path), refused: whatIsWrong(issue, context.t) };
    }
  }
  const makeId = idsOf(ID, context.hash);
  const { systemPrompt, rounds } = roundsOf(said);
  const bot = importedBot(0, model ?? 'assistant', context.hash, systemPrompt);
  const draft = {
    // Ids such as 1 are in many files: what was said first tells their conversations apart.
    id: makeId('session', key, said[0]?.text ?? ''),
    title: title ?? undefined,
    origin: ID,
    mode: 'debug',
    annotationMode: 'session',
    createdAt: 0,
    seats: [bot],
    turns: turnsSideBySide([{ bot, rounds }], 0, () => undefined),
  } as const;
  yield { at, record: recordOf(draft, [], makeId, context) };
}

/** These votes name no session, so there is nothing that they could count for. */
function refusedVote(value: unknown, at: string, { t }: ImportContext): Found {
  const bad = Object.entries(asObject(value) ?? {}).find(
    ([, each]) => typeof each === 'number' && !(Number.isFinite(each) && each >= 0),
  );
  return bad
    ? { at: placeIn(at)(bad[0]), refused: t('It must be a number that is not negative.') }
    : { at, refused: t('It is not what the format asks for.') };
}

function documentOf(content: Content): Readonly<Record<string, unknown>> | undefined {
  return content.shape === 'json' ? asObject(content.value) : undefined;
}
