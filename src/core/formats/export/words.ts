import type { Reply } from '../../model.ts';
import { withoutThinking } from '../../prompt/stream/replyText.ts';

/** Whether the bot said something to its end, or until it was stopped. */
export function isAnswer(reply: Reply | undefined): reply is Reply {
  return reply?.state.kind === 'done' || reply?.state.kind === 'stopped';
}

/**
 * A bot's own words if they may train another: not of a failure, not blank. Replies of older versions
 * have what the model thought in their text; it is no part of the answer.
 */
export function wordsOf(reply: Reply | undefined): string | undefined {
  const words = isAnswer(reply) ? withoutThinking(reply.text) : '';
  return words.trim() === '' ? undefined : words;
}

/** What the bot should have said; a blank correction is none. */
export function correctionOf(reply: Reply | undefined): string | undefined {
  return reply?.correction === undefined || reply.correction.trim() === ''
    ? undefined
    : reply.correction;
}
