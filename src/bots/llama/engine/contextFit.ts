import type { Message } from '../../../core/model.ts';
import { RemoteError } from '../../../protocol/rpc.ts';
import type { ContextOverflow } from '../../botSpec.ts';

interface Tokens {
  readonly tokens: { readonly length: number };
}

export interface Fit<Prompt extends Tokens> {
  readonly prompt: Prompt;
  readonly leftOutTurns: number;
}

interface Fitting<Prompt extends Tokens> {
  readonly messages: readonly Message[];
  readonly overflow: ContextOverflow;
  readonly contextSize: number;
  /** The bot's own limit of an answer. */
  readonly maxTokens: number | undefined;
  /** The conversation through the chat template. */
  readonly render: (messages: readonly Message[]) => Prompt;
}

/**
 * Makes the conversation fit the context. Turns are left out whole, the oldest first; what the system
 * says and the last turn stay. Beyond the prompt there is to be room for the longest answer, or for a
 * quarter of the context if that is less.
 *
 * @throws RemoteError `contextTooSmall`, saying by how many tokens
 */
export function fitContext<Prompt extends Tokens>(fitting: Fitting<Prompt>): Fit<Prompt> {
  const { messages, overflow, contextSize, maxTokens = Infinity, render } = fitting;
  // llama.cpp's last place stays free, and an answer needs one token at least.
  const most = contextSize - 2;
  const whole = render(messages);
  const refused = (prompt: Prompt): RemoteError =>
    contextTooSmall(prompt.tokens.length, contextSize);
  if (overflow === 'refuse') {
    if (whole.tokens.length > most) throw refused(whole);
    return { prompt: whole, leftOutTurns: 0 };
  }

  const wanted = contextSize - 1 - Math.min(maxTokens, Math.floor(contextSize / 4));
  const turns = turnsOf(messages);
  const shown = (leftOut: number): Fit<Prompt> => ({
    prompt: leftOut === 0 ? whole : render(without(messages, turns, leftOut)),
    leftOutTurns: leftOut,
  });
  let fewest = 0;
  let best = shown(0);
  if (whole.tokens.length > wanted && turns.length > 1) {
    best = shown(turns.length - 1);
    fewest = 1;
  }
  // What is shown grows with every turn: the border is found by halving, with few renders.
  while (fewest < best.leftOutTurns) {
    const half = shown(Math.floor((fewest + best.leftOutTurns) / 2));
    if (half.prompt.tokens.length <= wanted) best = half;
    else fewest = half.leftOutTurns + 1;
  }
  if (best.prompt.tokens.length > most) throw refused(best.prompt);
  return best;
}

/** A turn is what a user says with all that follows it; each as the places of its messages. */
function turnsOf(messages: readonly Message[]): readonly (readonly number[])[] {
  const turns: number[][] = [];
  for (const [place, { role }] of messages.entries()) {
    if (role === 'system') continue;
    const last = turns.at(-1);
    if (role === 'user' || last === undefined) turns.push([place]);
    else last.push(place);
  }
  return turns;
}

function without(
  messages: readonly Message[],
  turns: readonly (readonly number[])[],
  count: number,
): Message[] {
  const left = new Set(turns.slice(0, count).flat());
  return messages.filter((_, place) => !left.has(place));
}

function contextTooSmall(prompt: number, contextSize: number): RemoteError {
  const over = prompt + 2 - contextSize;
  return new RemoteError(
    'contextTooSmall',
    `The conversation has ${prompt} tokens, ${over} more than the context of ${contextSize} can hold ` +
      'together with an answer. Start a new session, shorten the prompt, or raise contextSize of this bot.',
  );
}
