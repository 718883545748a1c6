import type { Seat, SeatedBot, Turn, Vote } from '../../model.ts';
import { standing } from '../../ranking/battles.ts';
import type { SessionRecord } from '../record.ts';

/** The votes that count on a leaderboard: cast in an arena, standing, and without a flag. */
export function countingVotes({ session, votes }: SessionRecord): Vote[] {
  if (session.mode !== 'arena') return [];
  return standing(votes).filter(vote => vote.flags.length === 0);
}

/** The turns a vote judged: the one it is on, or all of them. */
export function judgedTurns({ turns }: SessionRecord, vote: Pick<Vote, 'turnId'>): readonly Turn[] {
  return vote.turnId === undefined ? turns : turns.filter(turn => turn.id === vote.turnId);
}

/** The number of the turn voted on, 1 for the first; undefined for a vote on the session. */
export function turnNumber(
  { turns }: SessionRecord,
  vote: Pick<Vote, 'turnId'>,
): number | undefined {
  const turn = turns.find(({ id }) => id === vote.turnId);
  return turn && turn.index + 1;
}

/** What a bot was told besides the messages; '' for nothing. */
export function systemPromptOf({ session }: SessionRecord, seat: Seat): string {
  return session.seats.find(bot => bot.seat === seat)?.systemPrompt ?? '';
}

/** The bots of a vote by their seats, in the order of the seats. */
export function bySeat(bots: readonly SeatedBot[]): SeatedBot[] {
  return [...bots].sort((a, b) => a.seat.length - b.seat.length || (a.seat < b.seat ? -1 : 1));
}
