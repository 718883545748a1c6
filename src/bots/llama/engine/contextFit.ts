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
 * Turns are left out in blocks of about this share of what the prompt may have: were it one turn at a
 * time, every prompt would begin otherwise than the one before, and all of it be evaluated anew.
 */
const BLOCK = 1 / 4;

/** Characters a token, roughly: where the search for what fits begins. */
const USUAL_LENGTH = 4;

/**
 * Makes the conversation fit the context. Turns are left out whole, the oldest first; what the system
 * says and the last turn stay. Beyond the prompt there is to be room for the longest answer, or for a
 * quarter of the context if that is less. The same messages are always cut at the same place.
 *
 * @throws RemoteError `contextTooSmall`, saying by how many tokens
 */
export function fitContext<Prompt extends Tokens>(fitting: Fitting<Prompt>): Fit<Prompt> {
  const { messages, overflow, contextSize, maxTokens = Infinity, render } = fitting;
  // llama.cpp's last place stays free, and an answer needs one token at least.
  const most = contextSize - 2;
  const refused = (prompt: Prompt): RemoteError =>
    contextTooSmall(prompt.tokens.length, contextSize);
  if (overflow === 'refuse') {
    const whole = render(messages);
    if (whole.tokens.length > most) throw refused(whole);
    return { prompt: whole, leftOutTurns: 0 };
  }

  const wanted = contextSize - 1 - Math.min(maxTokens, Math.floor(contextSize / 4));
  const turns = turnsOf(messages);
  const shown = (leftOut: number): Fit<Prompt> => ({
    prompt: render(without(messages, turns, leftOut)),
    leftOutTurns: leftOut,
  });
  const fits = ({ prompt }: Fit<Prompt>): boolean => prompt.tokens.length <= wanted;

  // From the newest turns backwards, so that a long session gets no slower by what it leaves out.
  const lastAlone = Math.max(0, turns.length - 1);
  let leftOut = newestTurns(messages, turns, wanted * USUAL_LENGTH);
  let longest = shown(leftOut);
  while (leftOut > 0 && fits(longest)) {
    leftOut = Math.max(0, turns.length - 2 * (turns.length - leftOut));
    longest = shown(leftOut);
  }
  let best = longest;
  if (!fits(longest) && leftOut < lastAlone) {
    best = shown(lastAlone);
    leftOut++;
  }
  // What is shown grows with every turn: the border is found by halving, with few renders.
  while (leftOut < best.leftOutTurns) {
    const half = shown(Math.floor((leftOut + best.leftOutTurns) / 2));
    if (fits(half)) best = half;
    else leftOut = half.leftOutTurns + 1;
  }
  if (best.leftOutTurns > 0) {
    const said = without(messages, turns, longest.leftOutTurns);
    const block = lengthOf(said, longest.prompt, wanted * BLOCK);
    const border = blockBorder(messages, turns, best.leftOutTurns, block);
    if (border > best.leftOutTurns) best = shown(border);
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

/** How many turns come before the newest ones that make a text of this length, in characters. */
function newestTurns(
  messages: readonly Message[],
  turns: readonly (readonly number[])[],
  length: number,
): number {
  let before = turns.length;
  for (let said = 0; before > 0 && said < length; before--) {
    said += lengthOfTurn(messages, turns[before - 1]);
  }
  return before;
}

function lengthOfTurn(messages: readonly Message[], turn: readonly number[] = []): number {
  return turn.reduce((sum, at) => sum + (messages[at]?.text.length ?? 0), 0);
}

/**
 * How long a text of so many tokens is, roughly: by powers of two, so that it stays the same from turn
 * to turn.
 */
function lengthOf(messages: readonly Message[], { tokens }: Tokens, count: number): number {
  const all = messages.reduce((length, { text }) => length + text.length, 0);
  return count * 2 ** Math.round(Math.log2(Math.max(1, all) / Math.max(1, tokens.length)));
}

/**
 * Where the first block of turns ends that has so many turns before its end. Blocks are measured from
 * the conversation's beginning, so that no later turn moves them.
 *
 * @param block in characters.
 * @returns a number of turns that keeps the last one; `least` if no block ends before it.
 */
function blockBorder(
  messages: readonly Message[],
  turns: readonly (readonly number[])[],
  least: number,
  block: number,
): number {
  let before = 0;
  for (const [place, turn] of turns.slice(0, -1).entries()) {
    const after = before + lengthOfTurn(messages, turn);
    const ends = Math.floor(after / block) > Math.floor(before / block);
    if (ends && place + 1 >= least) return place + 1;
    before = after;
  }
  return least;
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
