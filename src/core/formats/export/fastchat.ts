import type { Reply, Seat, SeatedBot, Timestamp, Turn, Verdict } from '../../model.ts';
import { placeOf } from '../../order.ts';
import { assertNever } from '../../std/assertNever.ts';
import { isAnswer } from './words.ts';

// What FastChat's log lines and its cleaned battles have in common.

export type Side = 'a' | 'b' | 'tie' | 'bothBad';

/** Who won between two bots; undefined if the verdict does not compare them. */
export function sideOf(verdict: Verdict, a: SeatedBot, b: SeatedBot): Side | undefined {
  switch (verdict.kind) {
    case 'best':
      if (verdict.winner === a.seat) return 'a';
      return verdict.winner === b.seat ? 'b' : undefined;
    case 'allGood':
      return 'tie';
    case 'allBad':
      return 'bothBad';
    case 'ranking': {
      const [first, second] = [placeOf(verdict.order, a.seat), placeOf(verdict.order, b.seat)];
      if (first === undefined || second === undefined) return undefined;
      if (first === second) return 'tie';
      return first < second ? 'a' : 'b';
    }
    default:
      return assertNever(verdict);
  }
}

/** Seconds with at most four decimals. */
export function seconds(time: Timestamp): number {
  return Math.round(time * 10) / 10_000;
}

/** Names one bot's conversation; the same in every line about it. */
export function conversationId(sessionId: string, seat: Seat): string {
  return `${sessionId}-${seat}`;
}

export interface Round {
  readonly prompt: string;
  readonly reply: Reply | undefined;
}

/**
 * The rounds one bot has seen: a turn it never answered is left out, as it was for the bot itself, but
 * not the last one, which is what is judged.
 */
export function roundsOf(seat: Seat, turns: readonly Turn[]): Round[] {
  return turns
    .map(({ prompt, replies }) => ({ prompt, reply: replies.find(reply => reply.seat === seat) }))
    .filter(({ reply }, index) => index === turns.length - 1 || isAnswer(reply));
}
