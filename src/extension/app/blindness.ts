import type { LiveSession } from './liveSession.ts';

/** Bots have been asked side by side, and the vote on it is not cast. */
export function isBlind(live: LiveSession): boolean {
  const { session, turns } = live;
  if (session.mode !== 'arena' || session.seats.length < 2 || turns.length === 0) return false;
  const { vote } = live.gate(true);
  return vote !== 'annotated' && vote !== 'cast';
}
