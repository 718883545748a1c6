import { BotError, type Bot, type ReplyPart } from '../../bots/bot.ts';
import type { Message, Reply } from '../../core/model.ts';
import { assertNever } from '../../core/std/assertNever.ts';

/** Hears of a reply while it is made. */
export interface ReplyListener {
  loading(fraction: number): void;
  /** The state changed, or the reply ended. */
  changed(reply: Reply): void;
  text(reply: Reply, delta: string): void;
}

/**
 * Lets one bot answer once. Never rejects: whatever happens ends in a state of the reply.
 *
 * @param onBug hears of errors that no user can act on.
 * @returns the ended reply.
 */
export async function runReply(
  bot: Bot,
  messages: readonly Message[],
  queued: Reply,
  signal: AbortSignal,
  listener: ReplyListener,
  onBug: (error: unknown) => void,
): Promise<Reply> {
  let reply = queued;
  const apply = (part: ReplyPart): void => {
    switch (part.kind) {
      case 'loading':
        listener.loading(part.fraction);
        return;
      case 'started':
        reply = { ...reply, state: { kind: 'streaming' } };
        listener.changed(reply);
        return;
      case 'text':
        reply = { ...reply, text: reply.text + part.text };
        listener.text(reply, part.text);
        return;
      case 'end':
        reply = {
          ...reply,
          state: { kind: 'done', finish: part.finish },
          timings: part.timings,
          ...(part.tokens ? { tokens: part.tokens } : {}),
        };
        return;
      default:
        assertNever(part);
    }
  };
  try {
    for await (const part of bot.reply({ messages, sampling: queued.sampling }, signal))
      apply(part);
    reply = settle(reply, signal);
  } catch (error) {
    if (!(error instanceof BotError) && !signal.aborted) onBug(error);
    reply = signal.aborted ? { ...reply, state: { kind: 'stopped' } } : failed(reply, error);
  }
  return reply;
}

function settle(reply: Reply, signal: AbortSignal): Reply {
  if (signal.aborted) return { ...reply, state: { kind: 'stopped' } };
  if (reply.state.kind !== 'done') {
    return failed(reply, new BotError('cutOff', 'The answer ended without a sign of its end.'));
  }
  return reply.text === ''
    ? failed(reply, new BotError('emptyAnswer', 'The model ended its answer without a word.'))
    : reply;
}

/** The reply as failed, with the error's code; an error without one is `internal`. */
export function failed(reply: Reply, error: unknown): Reply {
  const code = error instanceof BotError ? error.code : 'internal';
  const message = error instanceof Error ? error.message : String(error);
  return { ...reply, state: { kind: 'failed', code, message } };
}
