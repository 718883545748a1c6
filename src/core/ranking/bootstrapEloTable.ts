import type { Ballot } from './ballot.ts';
import { compareText, inCanonicalOrder } from './canonicalOrder.ts';
import { columnsOf } from './columns.ts';
import type { BoardOptions } from './options.ts';
import { bootstrapElo, roundsInTime } from './resample/bootstrapElo.ts';
import { select } from './selection.ts';

/** One bot in ChatZoo's "BOOTSTRAP Elo rating table"; points. */
export interface BootstrapEloRow {
  /** As on the board. */
  readonly key: string;
  readonly name: string;
  /** ChatZoo shows it rounded, halves up. */
  readonly median: number;
  /** Between them lie 95 % of the draws: no statement about how strong the bot is. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * ChatZoo's "BOOTSTRAP Elo rating table": online Elo freed from the order of the votes. It takes time, so
 * no board has it; a report asks for it. The same ballots in any order give the same table, whatever the
 * board's method; an anchor moves nothing, as in ChatZoo.
 *
 * @param ballots all there are; the options say which of them count, and have rounds and seed. Of many
 *   battles fewer rounds are played.
 * @returns bots with battles, best first, equals by name.
 */
export function bootstrapEloTable(
  ballots: readonly Ballot[],
  options: BoardOptions,
): BootstrapEloRow[] {
  const ordered = inCanonicalOrder(select(ballots, options).counted).ballots;
  const { battles, groups } = columnsOf(ordered, options);
  const rounds = roundsInTime(battles, options.rounds);
  const { median, lower, upper } = bootstrapElo(battles, {
    rounds,
    seed: options.seed,
    elo: options,
  });
  const rows = Array.from(median, (points, bot) => ({
    key: groups[bot]?.key ?? '',
    name: groups[bot]?.name ?? '',
    median: points,
    lower: lower[bot] ?? points,
    upper: upper[bot] ?? points,
  }));
  return rows.sort((x, y) => y.median - x.median || compareText(x.name, y.name));
}
