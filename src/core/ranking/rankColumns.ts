import type { BattleColumns } from './battleColumns.ts';
import { compareText } from './canonicalOrder.ts';
import { isEnough } from './enough.ts';
import { countPairs } from './fit/pairCounts.ts';
import type { BoardOptions } from './options.ts';
import { rate, UNKNOWN } from './rate.ts';
import type { RankedBot, Ranking } from './ranking.ts';
import { battlesOfBot, tallyOf, tallyOfPairs, type Tally } from './tally.ts';
import { nameWarnings, ratingWarnings } from './warnings.ts';

/**
 * The table of votes as columns: ratings, intervals and ranks, for millions of battles too. Of the options
 * those count that say how to rate; there is nothing here to filter, to group or to control for.
 *
 * @param battles oldest first for online Elo; otherwise their order changes nothing.
 * @param names by the bots' numbers. For the same bytes each time they are to be numbered in their order.
 */
export function rankColumns(
  battles: BattleColumns,
  names: readonly string[],
  options: BoardOptions,
): Ranking {
  const counts = countPairs(battles);
  const tally = battles.weight ? tallyOf(battles) : tallyOfPairs(counts);
  const all = Array.from({ length: battles.bots }, (_, bot) => bot);
  const met = all.filter(bot => battlesOfBot(tally, bot) > 0);
  const idle = all.filter(bot => battlesOfBot(tally, bot) === 0);
  const metNames = met.map(bot => names[bot] ?? '');
  const plain = {
    votes: battles.voteEnds?.length ?? battles.a.length,
    battles: counts.met.reduce((sum, met) => sum + met, 0),
  };
  const warnings = nameWarnings(names, options.anchor);
  const idleRows = idle.map(bot => idleBot(names[bot] ?? '', names.length, options.start));
  idleRows.sort((x, y) => compareText(x.name, y.name));
  if (met.length === 0) return { ...plain, bots: idleRows, warnings };
  const anchor = met.findIndex(bot => names[bot] === options.anchor?.name);
  const by = anchor < 0 ? {} : { anchor };
  const rated =
    idle.length === 0
      ? rate(battles, options, { ...by, counts })
      : rate(renumbered(battles, met), options, by);
  const votes = votesOfBots(battles, tally);
  const rows = met.map((bot, place): RankedBot => ({
    name: metNames[place] ?? '',
    rating: rated.rating[place] ?? 0,
    lower: rated.lower[place] ?? 0,
    upper: rated.upper[place] ?? 0,
    rankLow: rated.rankLow[place] ?? 0,
    rankHigh: rated.rankHigh[place] ?? 0,
    enough: isEnough(votes[bot] ?? 0, rated.width[place] ?? 0),
    battles: battlesOfBot(tally, bot),
    wins: tally.wins[bot] ?? 0,
    ties: tally.ties[bot] ?? 0,
    losses: tally.losses[bot] ?? 0,
  }));
  rows.sort((x, y) => y.rating - x.rating || compareText(x.name, y.name));
  return {
    ...plain,
    bots: [...rows, ...idleRows],
    warnings: [...ratingWarnings(rated, metNames, options), ...warnings],
  };
}

/** A bot that never met another one: it may be of any strength. */
export function idleBot(name: string, bots: number, start: number): RankedBot {
  return {
    name,
    rating: start,
    lower: start - UNKNOWN,
    upper: start + UNKNOWN,
    rankLow: 1,
    rankHigh: bots,
    enough: false,
    battles: 0,
    wins: 0,
    ties: 0,
    losses: 0,
  };
}

/** Votes that each bot fought in. */
function votesOfBots(battles: BattleColumns, tally: Tally): Float64Array {
  const { bots, a, b, voteEnds } = battles;
  // Each battle is a vote of its own.
  if (!voteEnds) return Float64Array.from({ length: bots }, (_, bot) => battlesOfBot(tally, bot));
  const votes = new Float64Array(bots);
  const last = new Int32Array(bots).fill(-1);
  let battle = 0;
  voteEnds.forEach((end, vote) => {
    for (; battle < end; battle++) {
      for (const bot of [a[battle] ?? 0, b[battle] ?? 0]) {
        if (last[bot] === vote) continue;
        last[bot] = vote;
        (votes[bot] as number)++;
      }
    }
  });
  return votes;
}

/** The same battles between these bots only, numbered in their order. */
function renumbered(battles: BattleColumns, bots: readonly number[]): BattleColumns {
  const place = new Uint16Array(battles.bots);
  bots.forEach((bot, number) => (place[bot] = number));
  return {
    ...battles,
    bots: bots.length,
    a: battles.a.map(bot => place[bot] ?? 0),
    b: battles.b.map(bot => place[bot] ?? 0),
  };
}
