import { OUTCOME, type BattleColumns } from './battleColumns.ts';
import type { PairCounts } from './fit/pairCounts.ts';

/** How often each bot won, tied and lost; a place a bot. */
export interface Tally {
  readonly wins: Float64Array;
  readonly ties: Float64Array;
  readonly losses: Float64Array;
}

/** Counts battles, whatever they weigh. */
export function tallyOf({ bots, a, b, outcome }: BattleColumns): Tally {
  // Wins, losses, ties and both bad as a, then as b: one addition a battle and side.
  const asA = new Uint32Array(bots * 4);
  const asB = new Uint32Array(bots * 4);
  for (let battle = 0; battle < a.length; battle++) {
    const how = outcome[battle] as number;
    (asA[(a[battle] as number) * 4 + how] as number)++;
    (asB[(b[battle] as number) * 4 + how] as number)++;
  }
  const at = (table: Uint32Array, bot: number, how: number): number => table[bot * 4 + how] ?? 0;
  const each = (of: (bot: number) => number): Float64Array =>
    Float64Array.from({ length: bots }, (_, bot) => of(bot));
  return {
    wins: each(bot => at(asA, bot, OUTCOME.aWins) + at(asB, bot, OUTCOME.bWins)),
    losses: each(bot => at(asA, bot, OUTCOME.bWins) + at(asB, bot, OUTCOME.aWins)),
    ties: each(
      bot =>
        at(asA, bot, OUTCOME.tie) +
        at(asA, bot, OUTCOME.bothBad) +
        at(asB, bot, OUTCOME.tie) +
        at(asB, bot, OUTCOME.bothBad),
    ),
  };
}

/** The same from what is counted already; only where all battles weigh 1. */
export function tallyOfPairs({ bots, first, second, won, lost, tied }: PairCounts): Tally {
  const wins = new Float64Array(bots);
  const ties = new Float64Array(bots);
  const losses = new Float64Array(bots);
  const add = (
    counts: Float64Array,
    bot: number | undefined,
    battles: number | undefined,
  ): void => {
    counts[bot ?? 0] = (counts[bot ?? 0] ?? 0) + (battles ?? 0);
  };
  for (let pair = 0; pair < first.length; pair++) {
    add(wins, first[pair], won[pair]);
    add(losses, second[pair], won[pair]);
    add(losses, first[pair], lost[pair]);
    add(wins, second[pair], lost[pair]);
    add(ties, first[pair], tied[pair]);
    add(ties, second[pair], tied[pair]);
  }
  return { wins, ties, losses };
}

export function battlesOfBot({ wins, ties, losses }: Tally, bot: number): number {
  return (wins[bot] ?? 0) + (ties[bot] ?? 0) + (losses[bot] ?? 0);
}
