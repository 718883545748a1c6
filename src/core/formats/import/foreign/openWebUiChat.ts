import * as z from 'zod/mini';
import type { ReplyState, SeatedBot } from '../../../model.ts';
import type { ImportContext } from '../format.ts';
import { asObject, badField, check, optionalText, optionalTime, tellUnknown } from './check.ts';
import type { Checked } from './check.ts';
import type { ReplyDraft, TurnDraft } from './draft.ts';
import { importedBot, MOST_SEATS } from './draft.ts';
import { textOf } from './texts.ts';
import { millisOf } from './time.ts';
import { branchTo, lastLeaf } from './tree.ts';

// The inner `chat` of Open WebUI: a tree of messages, where the replies of several models to one
// prompt are siblings.

const count = z.nullish(z.number().check(z.nonnegative()));
const message = z.object({
  id: optionalText,
  parentId: optionalText,
  childrenIds: z.nullish(z.array(z.string())),
  role: z.string(),
  content: z.optional(z.unknown()),
  model: optionalText,
  modelIdx: z.nullish(z.int().check(z.nonnegative(), z.lt(MOST_SEATS))),
  /** The model behind "arena-model", which hides it. */
  selectedModelId: optionalText,
  timestamp: optionalTime,
  error: z.optional(z.unknown()),
  usage: z.catch(
    z.nullish(
      z.object({
        prompt_tokens: count,
        completion_tokens: count,
        prompt_eval_count: count,
        eval_count: count,
      }),
    ),
    undefined,
  ),
});
type Message = z.infer<typeof message>;
/** What only the page needs, and the models' names, which `model` has too. */
const PAGE_FIELDS = ['done', 'doneContent', 'lastSentence', 'modelName', 'models', 'userContext'];
const MESSAGE_FIELDS = [...Object.keys(message.shape), ...PAGE_FIELDS];

const chat = z.object({
  title: optionalText,
  models: z.nullish(z.array(z.string())),
  system: optionalText,
  timestamp: optionalTime,
  params: z.nullish(z.object({ system: optionalText })),
  history: z.nullish(z.object({ currentId: optionalText, messages: z.unknown() })),
  messages: z.nullish(z.array(z.unknown())),
});
type Chat = z.infer<typeof chat>;
export const CHAT_FIELDS = Object.keys(chat.shape);

export interface ChatTree {
  readonly chat: Chat;
  readonly messages: ReadonlyMap<string, Message>;
  readonly childrenOf: (id: string) => readonly string[];
}

/** A chat's messages by id; the oldest chats have no history but a list. */
export function chatTree(value: unknown, path: string, context: ImportContext): Checked<ChatTree> {
  const { t } = context;
  const checked = check(chat, value, t);
  if ('refused' in checked) return checked;
  const raw = entriesOf(checked.value);
  if (raw === undefined) return { refused: badField(`${path}.history.messages`, t) };
  const messages = new Map<string, Message>();
  const children = new Map<string, string[]>();
  for (const [id, entry] of raw) {
    const parsed = check(message, entry, t);
    if ('refused' in parsed) {
      return { refused: badField(`${path}.history.messages.${id.slice(0, 40)}`, t) };
    }
    tellUnknown(entry, MESSAGE_FIELDS, context, `${path}.history.messages.`);
    messages.set(id, parsed.value);
  }
  for (const [id, { parentId }] of messages) {
    if (!parentId) continue;
    const siblings = children.get(parentId);
    if (siblings) siblings.push(id);
    else children.set(parentId, [id]);
  }
  return { value: { chat: checked.value, messages, childrenOf: id => children.get(id) ?? [] } };
}

function entriesOf({ history, messages }: Chat): (readonly [string, unknown])[] | undefined {
  const byId = asObject(history?.messages);
  if (byId !== undefined) return Object.entries(byId);
  return messages?.map((entry, i) => {
    const parentId = i === 0 ? null : String(i - 1);
    return [String(i), { ...asObject(entry), parentId }] as const;
  });
}

/** The path from the root to a message, or to where the chat stands; undefined if there is none. */
export function branchOf(tree: ChatTree, to?: string): readonly string[] | undefined {
  const { chat: of, messages, childrenOf } = tree;
  const current = of.history?.currentId;
  const leaf =
    to ?? (current && messages.has(current) ? current : lastLeaf(messages.keys(), childrenOf));
  if (leaf === undefined) return undefined;
  return branchTo(leaf, id => {
    const parent = messages.get(id)?.parentId;
    return parent && messages.has(parent) ? parent : undefined;
  });
}

/** The turns of a branch, with the message that each reply is. */
export interface ChatTurns {
  readonly seats: readonly SeatedBot[];
  readonly turns: readonly TurnDraft[];
  /** For each turn the messages of its replies, in the same order. */
  readonly replyIds: readonly (readonly string[])[];
  /** How many messages of the tree are in none of them: other branches, regenerated replies. */
  readonly others: number;
}

/**
 * Each user message of the branch is a turn. Its replies are its children, one a model and column: of
 * regenerated ones the one on the branch, else the last. A model keeps its seat from turn to turn; a
 * new one takes the first seat that is free in its turn.
 */
export function turnsOf(
  tree: ChatTree,
  branch: readonly string[],
  context: ImportContext,
): ChatTurns {
  const { chat: of, messages, childrenOf } = tree;
  const onBranch = new Set(branch);
  const used = new Set<string>();
  const seats: SeatedBot[] = [];
  const turns: TurnDraft[] = [];
  const replyIds: (readonly string[])[] = [];
  const systemTexts: string[] = [];
  for (const id of branch) {
    const said = messages.get(id);
    if (said?.role === 'system') {
      used.add(id);
      systemTexts.push(contentOf(said, context) ?? '');
    }
    if (said?.role !== 'user') continue;
    used.add(id);
    const system = of.system || of.params?.system || systemTexts[0];
    const chosen = chosenReplies(childrenOf(id), messages, onBranch);
    const models = chosen.map(reply => modelOf(messages.get(reply)));
    // Nobody answered: the place of the first bot shows it.
    if (chosen.length === 0) models.push(seats[0]?.model ?? (of.models?.[0] || NO_MODEL));
    const replies = seated(models, seats, context, system).map((bot, i) =>
      replyDraft(messages.get(chosen[i] ?? ''), bot, context),
    );
    const prompt = contentOf(said, context) ?? '';
    turns.push({ prompt, at: millisOf(said.timestamp), replies });
    replyIds.push(chosen);
    for (const reply of chosen) used.add(reply);
  }
  return { seats, turns, replyIds, others: messages.size - used.size };
}

function chosenReplies(
  children: readonly string[],
  messages: ReadonlyMap<string, Message>,
  onBranch: ReadonlySet<string>,
): readonly string[] {
  const chosen = new Map<string, string>();
  for (const id of children) {
    const reply = messages.get(id);
    if (reply?.role !== 'assistant') continue;
    const column = JSON.stringify([modelOf(reply), reply.modelIdx ?? null]);
    if (!onBranch.has(chosen.get(column) ?? '')) chosen.set(column, id);
  }
  const columnOf = (id: string): number => messages.get(id)?.modelIdx ?? 0;
  // Sorting keeps the order of those in one column.
  return [...chosen.values()].sort((a, b) => columnOf(a) - columnOf(b)).slice(0, MOST_SEATS);
}

const NO_MODEL = 'Open WebUI';

/** The model that wrote a reply. */
function modelOf(reply: Message | undefined): string {
  return reply?.selectedModelId || reply?.model || NO_MODEL;
}

/** A seat for each model of a turn; `seats` keeps who sat there last. */
function seated(
  models: readonly string[],
  seats: SeatedBot[],
  { hash }: ImportContext,
  systemPrompt: string | undefined,
): readonly SeatedBot[] {
  const taken = new Set<number>();
  const places = models.map(model => {
    const place = seats.findIndex((bot, i) => bot.model === model && !taken.has(i));
    if (place >= 0) taken.add(place);
    return place;
  });
  return models.map((model, i) => {
    let place = places[i] ?? -1;
    if (place < 0) {
      place = 0;
      while (taken.has(place)) place++;
      taken.add(place);
    }
    const bot = importedBot(place, model, hash, systemPrompt);
    seats[place] = bot;
    return bot;
  });
}

function replyDraft(
  reply: Message | undefined,
  bot: SeatedBot,
  context: ImportContext,
): ReplyDraft {
  if (reply === undefined) return { bot, text: undefined };
  const { usage } = reply;
  const prompt = usage?.prompt_tokens ?? usage?.prompt_eval_count;
  const completion = usage?.completion_tokens ?? usage?.eval_count;
  const counted = prompt != null && completion != null;
  return {
    bot,
    text: contentOf(reply, context),
    state: failureOf(reply),
    tokens: counted ? { prompt, completion } : undefined,
  };
}

/** `error` is true, or holds a sentence. */
function failureOf({ error }: Message): ReplyState | undefined {
  if (error === undefined || error === null || error === false) return undefined;
  const content = asObject(error)?.['content'];
  const said = typeof content === 'string' ? content : 'Open WebUI shows an error here.';
  return { kind: 'failed', code: 'serverError', message: said.slice(0, 1000) };
}

function contentOf({ content }: Message, { onNotKept }: ImportContext): string | undefined {
  return textOf(content, () => onNotKept('chat.history.messages.content'));
}
