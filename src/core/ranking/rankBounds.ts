/**
 * The best and the worst rank that intervals allow each bot: 1 + bots that are surely better, and how many
 * there are less those that are surely worse.
 *
 * source: the rank of FastChat's leaderboard, which is the first of the two
 */
export function rankBounds(
  lower: Float64Array,
  upper: Float64Array,
): { readonly rankLow: Float64Array; readonly rankHigh: Float64Array } {
  const bots = lower.length;
  const lowers = lower.slice().sort();
  const uppers = upper.slice().sort();
  return {
    rankLow: upper.map(end => 1 + bots - below(lowers, end, true)),
    rankHigh: lower.map(end => bots - below(uppers, end, false)),
  };
}

/** How many of the sorted values are below the limit, or at it. */
function below(sorted: Float64Array, limit: number, orAt: boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const value = sorted[middle] ?? 0;
    if (value < limit || (orAt && value === limit)) from = middle + 1;
    else to = middle;
  }
  return from;
}
