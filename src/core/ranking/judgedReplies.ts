import { flagsOfAnswer } from '../flagTexts.ts';
import type { Reply, VoteFlag } from '../model.ts';
import { withoutThinking } from '../prompt/stream/replyText.ts';
import { assertNever } from '../std/assertNever.ts';
import type { AnswerFacts } from './ballot.ts';
import { factsOf, type TextFacts } from './statistics/style.ts';

/** What opens with neither sign holds no thinking: spares most replies the search for it. */
const MAY_THINK = /^\s*[<[]/;

/** What there is to see in the replies that votes judged; remembers what it has looked at. */
export class JudgedReplies {
  readonly #texts = new Map<Reply, TextFacts>();
  readonly #flags = new Map<Reply, readonly VoteFlag[]>();

  /** Of all of a bot's replies that one vote judged, together. */
  factsOf(replies: readonly Reply[]): AnswerFacts {
    const texts = replies.map(reply => this.#textFactsOf(reply));
    const sum = (of: (facts: TextFacts) => number): number =>
      texts.reduce((whole, facts) => whole + of(facts), 0);
    return {
      characters: sum(facts => facts.characters),
      headers: sum(facts => facts.headers),
      lists: sum(facts => facts.lists),
      bold: sum(facts => facts.bold),
      tokens: total(replies.map(tokensOf)),
      totalMs: total(replies.map(({ timings }) => timings && timings.waitMs + timings.totalMs)),
      tokensPerSecond: mean(replies.flatMap(({ timings }) => timings?.tokensPerSecond ?? [])),
    };
  }

  /** @param blind whether names were hidden from the voter: only then a name in the text leaks. */
  flagsOf(reply: Reply, blind: boolean): readonly VoteFlag[] {
    let flags = this.#flags.get(reply);
    if (!flags) {
      flags = [...new Set([...flagsOfAnswer(answerOf(reply)), ...flagsOfState(reply)])];
      this.#flags.set(reply, flags);
    }
    return blind ? flags : flags.filter(flag => flag !== 'leakedIdentity');
  }

  #textFactsOf(reply: Reply): TextFacts {
    let facts = this.#texts.get(reply);
    if (!facts) {
      facts = factsOf(answerOf(reply));
      this.#texts.set(reply, facts);
    }
    return facts;
  }
}

/** What was stopped or still came when it was judged is not finished; what reached its limit of length is. */
function flagsOfState({ state }: Reply): readonly VoteFlag[] {
  switch (state.kind) {
    case 'failed':
      return ['errorText'];
    case 'stopped':
    case 'queued':
    case 'streaming':
      return ['unfinished'];
    case 'done':
      return [];
    default:
      return assertNever(state);
  }
}

function answerOf({ text }: Reply): string {
  return MAY_THINK.test(text) ? withoutThinking(text) : text;
}

/** The count includes what was thought; how much that was is not known. */
function tokensOf({ tokens, thinking }: Reply): number | undefined {
  return thinking === undefined || thinking === '' ? tokens?.completion : undefined;
}

/** undefined if a part of it is not known. */
function total(parts: readonly (number | undefined)[]): number | undefined {
  if (parts.length === 0) return undefined;
  let sum = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    sum += part;
  }
  return sum;
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
