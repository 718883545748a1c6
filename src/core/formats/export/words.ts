import type { Reply } from '../../model.ts';

/** Whether the bot said something to its end, or until it was stopped. */
export function isAnswer(reply: Reply | undefined): reply is Reply {
  return reply?.state.kind === 'done' || reply?.state.kind === 'stopped';
}

/** A bot's own words if they may train another: not of a failure, not blank. */
export function wordsOf(reply: Reply | undefined): string | undefined {
  return isAnswer(reply) && reply.text.trim() !== '' ? reply.text : undefined;
}

/** What the bot should have said; a blank correction is none. */
export function correctionOf(reply: Reply | undefined): string | undefined {
  return reply?.correction === undefined || reply.correction.trim() === ''
    ? undefined
    : reply.correction;
}
