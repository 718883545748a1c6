import { conversationOf } from '../../conversation.ts';
import type { Message, Seat, Turn } from '../../model.ts';
import type { SessionRecord } from '../record.ts';
import { systemPromptOf } from './evidence.ts';
import { correctionOf, wordsOf } from './words.ts';

/**
 * All that a bot was given before it answered in this turn, the system prompt included. The oldest
 * turns are not there if its context had no room for them.
 */
export function promptOf(record: SessionRecord, seat: Seat, turn: Turn): Message[] {
  const messages = conversationOf(seat, record.turns, turn, systemPromptOf(record, seat));
  const questions = [...messages.entries()].flatMap(([at, { role }]) =>
    role === 'user' ? [at] : [],
  );
  const [from = 0] = questions;
  // The question itself is always shown, whatever a file claims.
  const to = questions[Math.min(leftOutTurnsOf(seat, turn), questions.length - 1)] ?? from;
  return messages.filter((_, at) => at < from || at >= to);
}

/** Whether a bot, in one of these turns, was no longer shown an earlier one: no prompt says that. */
export function forgot(seat: Seat, [, ...later]: readonly Turn[]): boolean {
  return later.some(turn => leftOutTurnsOf(seat, turn) > 0);
}

function leftOutTurnsOf(seat: Seat, { replies }: Turn): number {
  return replies.find(reply => reply.seat === seat)?.leftOutTurns ?? 0;
}

/**
 * What a bot said in these turns, from its first reply on, with the later questions between.
 *
 * @param corrected takes the correction of a reply where there is one.
 * @returns undefined if a reply has no words: such a talk trains nobody.
 */
export function talkOf(
  seat: Seat,
  turns: readonly Turn[],
  corrected: boolean,
): Message[] | undefined {
  const messages: Message[] = [];
  for (const [index, turn] of turns.entries()) {
    const reply = turn.replies.find(candidate => candidate.seat === seat);
    const text = (corrected ? correctionOf(reply) : undefined) ?? wordsOf(reply);
    if (text === undefined) return undefined;
    if (index > 0) messages.push({ role: 'user', text: turn.prompt });
    messages.push({ role: 'assistant', text });
  }
  return messages.length === 0 ? undefined : messages;
}

/** The corrected replies with their turns. */
export function correctedReplies({ turns }: SessionRecord): {
  readonly turn: Turn;
  readonly reply: Turn['replies'][number];
  readonly correction: string;
}[] {
  return turns.flatMap(turn =>
    turn.replies.flatMap(reply => {
      const correction = correctionOf(reply);
      return correction === undefined ? [] : [{ turn, reply, correction }];
    }),
  );
}

/** Messages as chat APIs and TRL's conversational data sets have them. */
export function chatMessages(messages: readonly Message[]): unknown[] {
  return messages.map(({ role, text }) => ({ role, content: text }));
}

/** A prompt and an answer as plain strings. */
export interface Exchange {
  readonly prompt: string;
  readonly system?: string;
}

/** The prompt as one string, if it is one question and at most a system prompt. */
export function plainPrompt(messages: readonly Message[]): Exchange | undefined {
  const [first, second, ...more] = messages;
  if (first?.role === 'user' && second === undefined) return { prompt: first.text };
  if (first?.role === 'system' && second?.role === 'user' && more.length === 0) {
    return { prompt: second.text, system: first.text };
  }
  return undefined;
}

/** The talk as one string, if it is one reply. */
export function plainReply(messages: readonly Message[]): string | undefined {
  return messages.length === 1 ? messages[0]?.text : undefined;
}

/** The number of the turn that is talked of, 1 for the first; null for several together. */
export function turnOf(turns: readonly Turn[]): number | null {
  const [only, ...more] = turns;
  return only && more.length === 0 ? only.index + 1 : null;
}
