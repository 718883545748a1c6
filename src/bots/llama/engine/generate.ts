import type { LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { ReplyText } from '../../../core/prompt/stream/replyText.ts';
import type { Sampling } from '../../../core/model.ts';
import { samplingOptions } from '../sampling.ts';
import { drawTokens } from './drawTokens.ts';
import type { Prompt, ReplyEnds } from './modelPrompts.ts';
import type { ReplyEvents } from './replyEvents.ts';
import { TokenText } from './tokenText.ts';

export interface Generating extends ReplyEnds {
  readonly model: LlamaModel;
  readonly sequence: LlamaContextSequence;
  readonly prompt: Prompt;
  /** The prompt's last tokens, which are not evaluated yet; at least one. */
  readonly rest: readonly Token[];
  readonly sampling: Sampling;
  /** Most tokens that the context has room for. */
  readonly room: number;
  readonly alternatives: number | undefined;
  readonly events: ReplyEvents;
  readonly signal: AbortSignal;
  /** Hears of every token, before anything is done with it. */
  readonly onToken: () => void;
}

export interface Generated {
  readonly finish: 'stop' | 'length' | 'stopped';
  /** Without the one that ended the reply. */
  readonly completion: number;
}

/** Draws token after token until the model, a limit, a stop text or the user ends the reply. */
export async function generate(generating: Generating): Promise<Generated> {
  const { model, sequence, prompt, rest, sampling, room, signal, events, onToken } = generating;
  const { stopTokens, stop, cleanUp, shown, alternatives } = generating;
  const said: Token[] = [];
  const text = new TokenText(model, prompt.tokens, shown);
  const reply = new ReplyText({ stop, cleanUp, startsThinking: prompt.startsThinking });
  const most = Math.max(1, Math.min(sampling.maxTokens ?? room, room));
  const options = samplingOptions(sampling, said, model.tokens.nl);
  const ended = (finish: Generated['finish']): Generated => {
    events.said(reply.push(text.end()));
    events.said(reply.end());
    return { finish, completion: said.length };
  };
  for await (const { token, choice } of drawTokens({ sequence, rest, options, alternatives })) {
    onToken();
    if (signal.aborted) return ended('stopped');
    if (model.isEogToken(token) || stopTokens.has(token)) return ended('stop');
    said.push(token);
    events.said(reply.push(text.push(token)), choice);
    if (reply.stopped) return ended('stop');
    if (said.length >= most) return ended('length');
  }
  return ended('stop');
}
