/** Draws from any distribution over 0 … n − 1 with one look-up. */
export interface AliasTable {
  /** Of each column, the part that is its own, 0 … 1 … */
  readonly threshold: Float64Array;
  /** … and the number that the rest of the column belongs to. */
  readonly alias: Int32Array;
}

/**
 * Cuts the probabilities into columns of equal height, each of one or two numbers.
 *
 * @param weights not negative, some positive; they need not sum to 1.
 * @see Vose 1991, "A linear algorithm for generating random numbers with a given distribution"
 */
export function aliasTable(weights: Float64Array): AliasTable {
  const size = weights.length;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const threshold = weights.map(weight => (weight * size) / sum);
  const alias = Int32Array.from(weights.keys());
  // One array holds both lists: the columns that lack something from the left, the others from the right.
  const waiting = new Int32Array(size);
  let low = 0;
  let high = size;
  for (let column = 0; column < size; column++) {
    if ((threshold[column] as number) < 1) waiting[low++] = column;
    else waiting[--high] = column;
  }
  while (low > 0 && high < size) {
    const lacking = waiting[--low] as number;
    const giver = waiting[high] as number;
    alias[lacking] = giver;
    const left = (threshold[giver] as number) - (1 - (threshold[lacking] as number));
    threshold[giver] = left;
    if (left >= 1) continue;
    high++;
    waiting[low++] = giver;
  }
  // What is left over differs from a full column by rounding errors only.
  while (low > 0) threshold[waiting[--low] as number] = 1;
  while (high < size) threshold[waiting[high++] as number] = 1;
  return { threshold, alias };
}
