import type {
  AnnotationMode,
  Mode,
  Reply,
  ReplyState,
  Sampling,
  SeatedBot,
  Session,
  SessionId,
  Timestamp,
  Turn,
  TurnId,
  Vote,
} from '../../../model.ts';
import { seatName } from '../../../model.ts';
import { ThinkingSplitter } from '../../../prompt/stream/thinking.ts';
import type { SessionRecord } from '../../record.ts';
import type { ImportContext } from '../format.ts';
import type { MakeId } from './ids.ts';
import { fingerprintOfModel } from './ids.ts';
import type { Round } from './said.ts';
import { givenTitle, titleFromPrompt } from './title.ts';

/** More bots than this in one session are a broken file, not a comparison. */
export const MOST_SEATS = 64;

/** What a file says of one reply. */
export interface ReplyDraft {
  readonly bot: SeatedBot;
  /** As the file has it, with what the model thought; undefined: the file has no answer. */
  readonly text: string | undefined;
  readonly state?: ReplyState | undefined;
  readonly sampling?: Sampling | undefined;
  readonly tokens?: Reply['tokens'];
}

export interface TurnDraft {
  readonly prompt: string;
  /** 0: the file does not say when. */
  readonly at: Timestamp;
  readonly replies: readonly ReplyDraft[];
}

export interface SessionDraft {
  readonly id: SessionId;
  /** Without one the first prompt gives it. */
  readonly title?: string | undefined;
  readonly origin: string;
  readonly mode: Mode;
  readonly annotationMode: AnnotationMode;
  /** 0: the file does not say when. */
  readonly createdAt: Timestamp;
  readonly updatedAt?: Timestamp | undefined;
  readonly pinned?: boolean | undefined;
  /** As the file has them: blanks at the ends and doubles are taken away. */
  readonly tags?: readonly string[] | undefined;
  readonly seats: readonly SeatedBot[];
  readonly turns: readonly TurnDraft[];
}

/** A turn's id follows from its session's and its place, so that votes can name it. */
export function turnIdOf(makeId: MakeId, session: SessionId, index: number): TurnId {
  return makeId('turn', session, index);
}

/**
 * The whole record. The session is as old as the oldest thing in it, or made now if the file knows no
 * times; a vote on the session closes it.
 */
export function recordOf(
  draft: SessionDraft,
  votes: readonly Vote[],
  makeId: MakeId,
  { now }: Pick<ImportContext, 'now'>,
): SessionRecord {
  const turns = draft.turns.map((turn, index) => turnOf(turn, draft.id, index, makeId));
  const times = [
    draft.createdAt,
    draft.updatedAt ?? 0,
    ...turns.map(turn => turn.createdAt),
    ...votes.map(vote => vote.castAt),
  ];
  const { first, last } = times.reduce(
    (span, at) =>
      at === 0 ? span : { first: Math.min(span.first, at), last: Math.max(span.last, at) },
    { first: Infinity, last: 0 },
  );
  const known = last > 0;
  const closed =
    draft.annotationMode === 'session' && votes.some(vote => vote.turnId === undefined);
  const session: Session = {
    id: draft.id,
    title:
      givenTitle(draft.title ?? '') ||
      titleFromPrompt(draft.turns.find(turn => turn.prompt.trim() !== '')?.prompt ?? ''),
    mode: draft.mode,
    annotationMode: draft.annotationMode,
    createdAt: known ? first : now,
    updatedAt: known ? last : now,
    ...(closed ? { annotatedAt: known ? last : now } : {}),
    pinned: draft.pinned ?? false,
    tags: [...new Set(draft.tags?.map(tag => tag.trim()).filter(tag => tag !== ''))],
    origin: draft.origin,
    seats: draft.seats,
  };
  return { session, turns, votes };
}

function turnOf(draft: TurnDraft, sessionId: SessionId, index: number, makeId: MakeId): Turn {
  const id = turnIdOf(makeId, sessionId, index);
  return {
    id,
    sessionId,
    index,
    prompt: draft.prompt,
    createdAt: draft.at,
    replies: draft.replies.map(reply => ({
      id: makeId('reply', id, reply.bot.seat),
      turnId: id,
      seat: reply.bot.seat,
      botName: reply.bot.name,
      model: reply.bot.model,
      fingerprint: reply.bot.fingerprint,
      sampling: reply.sampling ?? {},
      attempt: 1,
      ...thinkingApart(reply.text ?? ''),
      state:
        reply.state ?? (reply.text === undefined ? NO_ANSWER : { kind: 'done', finish: 'stop' }),
      ...(reply.tokens ? { tokens: reply.tokens } : {}),
    })),
  };
}

/**
 * Other programs keep what a model thought in its answer: `<think>…</think>` before the rest. It is
 * told apart only where an answer follows; all else stays as the file has it.
 */
function thinkingApart(text: string): Pick<Reply, 'text' | 'thinking'> {
  const splitter = new ThinkingSplitter({ startsThinking: false, innerThoughts: false });
  const [first, last] = [splitter.push(text), splitter.end()];
  const answer = first.text + last.text;
  if (answer.trim() === '' || answer === text) return { text };
  const thinking = first.thinking + last.thinking;
  return { text: answer, ...(thinking === '' ? {} : { thinking }) };
}

const NO_ANSWER: ReplyState = {
  kind: 'failed',
  code: 'interrupted',
  message: 'The imported file has no answer here.',
};

/** A bot of which the file says no more than its model's name. */
export function importedBot(
  index: number,
  model: string,
  hash: ImportContext['hash'],
  systemPrompt?: string,
): SeatedBot {
  return {
    seat: seatName(index),
    name: model,
    kind: 'imported',
    model,
    fingerprint: fingerprintOfModel(model, hash),
    ...(systemPrompt ? { systemPrompt } : {}),
  };
}

/**
 * The rounds of several bots, side by side: the nth rounds are one turn. Where the prompts of a turn
 * differ the first bot's stays, and `onOtherPrompt` hears of the others.
 */
export function turnsSideBySide(
  sides: readonly { readonly bot: SeatedBot; readonly rounds: readonly Round[] }[],
  at: Timestamp,
  onOtherPrompt: () => void,
): TurnDraft[] {
  const count = Math.max(0, ...sides.map(({ rounds }) => rounds.length));
  return Array.from({ length: count }, (_, i) => {
    const prompts = sides.flatMap(({ rounds }) => rounds[i]?.prompt ?? []);
    const prompt = prompts[0] ?? '';
    for (const other of prompts) if (other !== prompt) onOtherPrompt();
    return {
      prompt,
      at,
      replies: sides.map(({ bot, rounds }) => ({ bot, text: rounds[i]?.reply })),
    };
  });
}
