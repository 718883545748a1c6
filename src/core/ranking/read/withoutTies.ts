import { OUTCOME } from '../battleColumns.ts';
import type { ReadBattles } from './battleReader.ts';

/** The battles that somebody won; all bots stay, with their numbers. */
export function withoutTies(read: ReadBattles): ReadBattles {
  const { battles, times, voter } = read;
  const isWon = battles.outcome.map(outcome =>
    outcome === OUTCOME.aWins || outcome === OUTCOME.bWins ? 1 : 0,
  );
  const won = (_: number, i: number): boolean => isWon[i] === 1;
  return {
    ...read,
    battles: {
      bots: battles.bots,
      a: battles.a.filter(won),
      b: battles.b.filter(won),
      outcome: battles.outcome.filter(won),
    },
    times: times?.filter(won),
    voter: voter?.filter(won),
  };
}
