import { BotError, type Bot, type ReplyPart, type ReplyRequest } from '../../bots/bot.ts';
import type { Reply } from '../../core/model.ts';
import { assertNever } from '../../core/std/assertNever.ts';
import type { Progress } from '../../protocol/arenaPage.ts';

/** Hears of a reply while it is made. */
export interface ReplyListener {
  /** Why there is no text yet. */
  progress(progress: Progress): void;
  /** The state changed. */
  changed(reply: Reply): void;
  /** What was said is withdrawn: its text is another now. */
  replaced(reply: Reply): void;
  said(reply: Reply, delta: { readonly text: string; readonly thinking: string }): void;
}

/**
 * Lets one bot answer once. Never rejects: whatever happens ends in a state of the reply, which keeps
 * what was said and thought until then.
 *
 * @param onBug hears of errors that no user can act on.
 * @returns the ended reply.
 */
export async function runReply(
  bot: Bot,
  request: ReplyRequest,
  queued: Reply,
  signal: AbortSignal,
  listener: ReplyListener,
  onBug: (error: unknown) => void,
): Promise<Reply> {
  let reply = queued;
  try {
    for await (const part of bot.reply(request, signal)) reply = apply(part, reply, listener);
    reply = settle(reply, signal);
  } catch (error) {
    if (!(error instanceof BotError) && !signal.aborted) onBug(error);
    reply = signal.aborted ? { ...reply, state: { kind: 'stopped' } } : failed(reply, error);
  }
  return reply;
}

/** The reply with one more part of it; tells the listener. */
function apply(part: ReplyPart, old: Reply, listener: ReplyListener): Reply {
  switch (part.kind) {
    case 'restarting':
    case 'retrying':
    case 'loading':
    case 'evaluating':
      listener.progress(part);
      return old;
    case 'started': {
      const { leftOutTurns = 0 } = part;
      const reply: Reply = {
        ...old,
        state: { kind: 'streaming' },
        ...(leftOutTurns > 0 ? { leftOutTurns } : {}),
      };
      listener.changed(reply);
      return reply;
    }
    case 'text': {
      const reply = { ...old, text: old.text + part.text };
      listener.said(reply, { text: part.text, thinking: '' });
      return reply;
    }
    case 'replaced': {
      const reply = { ...old, text: part.text };
      listener.replaced(reply);
      return reply;
    }
    case 'thinking': {
      const reply = { ...old, thinking: (old.thinking ?? '') + part.text };
      listener.said(reply, { text: '', thinking: part.text });
      return reply;
    }
    case 'tokens':
      // Nobody shows them.
      return old;
    case 'end': {
      const { finish, timings, tokens, leftOutTurns = 0, answeredAs } = part;
      return {
        ...old,
        state: { kind: 'done', finish },
        timings,
        ...(tokens ? { tokens } : {}),
        ...(leftOutTurns > 0 ? { leftOutTurns } : {}),
        ...(answeredAs === undefined ? {} : { model: answeredAs }),
      };
    }
    default:
      return assertNever(part);
  }
}

function settle(reply: Reply, signal: AbortSignal): Reply {
  const { state, text } = reply;
  if (signal.aborted) return { ...reply, state: { kind: 'stopped' } };
  if (state.kind !== 'done') {
    return failed(reply, new BotError('cutOff', 'The answer ended without a sign of its end.'));
  }
  return text === '' ? failed(reply, new BotError('emptyAnswer', whyEmpty(reply))) : reply;
}

/** Thoughts alone are no answer, and nothing that could be voted best. */
function whyEmpty({ thinking = '', state, sampling }: Reply): string {
  if (thinking === '') return 'The model ended its answer without a word.';
  if (state.kind !== 'done' || state.finish === 'stop') {
    return 'The model only thought, and ended before it answered.';
  }
  const limit = sampling.maxTokens === undefined ? '' : ` (maxTokens is ${sampling.maxTokens})`;
  return `The model was still thinking when it had no more tokens for its answer${limit}.`;
}

/** The reply as failed, with the error's code; an error without one is `internal`. */
export function failed(reply: Reply, error: unknown): Reply {
  const code = error instanceof BotError ? error.code : 'internal';
  const message = error instanceof Error ? error.message : String(error);
  return { ...reply, state: { kind: 'failed', code, message } };
}
