import type { Board } from './board.ts';
import { OUTCOME, type BattleColumns } from './battleColumns.ts';
import type { BoardColumns } from './columns.ts';
import type { Fit } from './fit/fit.ts';
import { areApart } from './fit/ranks.ts';
import type { BoardOptions } from './options.ts';
import { varianceOfVote, votesToSeparate } from './statistics/power.ts';

/**
 * How many more votes between neighbours would tell them apart. Those that are apart already need none
 * and are left out. Neighbours are of one island: no votes compare bots of two, so that nothing is known of
 * their difference.
 *
 * @param bots numbers of bots whose ratings mean something, best first.
 * @param fit whatever the method of the board: it alone knows how sure a difference is.
 */
export function separationsOf(
  { battles, groups }: Pick<BoardColumns, 'battles' | 'groups'>,
  bots: readonly number[],
  fit: Pick<Fit, 'rating' | 'differenceVariance' | 'expected' | 'islands'>,
  options: Pick<BoardOptions, 'scale' | 'base'>,
): Board['separations'] {
  const ties = tieShare(battles);
  return neighbours(bots, fit).flatMap(([better, worse]) => {
    if (areApart(fit, better, worse)) return [];
    const difference = (fit.rating[better] ?? 0) - (fit.rating[worse] ?? 0);
    const perVote = varianceOfVote(fit.expected(better, worse), ties, options);
    const votes = votesToSeparate(difference, perVote, fit.differenceVariance(better, worse));
    return { a: groups[better]?.key ?? '', b: groups[worse]?.key ?? '', votes };
  });
}

/** Each bot with the next better one of its island. */
function neighbours(
  bots: readonly number[],
  { islands }: Pick<Fit, 'islands'>,
): (readonly [better: number, worse: number])[] {
  const islandOf = new Map(islands.flatMap((island, place) => island.map(bot => [bot, place])));
  const last = new Map<number | undefined, number>();
  return bots.flatMap(worse => {
    const island = islandOf.get(worse);
    const better = last.get(island);
    last.set(island, worse);
    return better === undefined ? [] : [[better, worse] as const];
  });
}

function tieShare({ outcome }: BattleColumns): number {
  let ties = 0;
  for (const one of outcome) if (one === OUTCOME.tie || one === OUTCOME.bothBad) ties++;
  return outcome.length > 0 ? ties / outcome.length : 0;
}
