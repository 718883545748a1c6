/**
 * The value below which this share of the others lies, between two of them in proportion.
 *
 * @param sorted ascending, not empty
 * @param share 0 … 1
 * @see Hyndman and Fan 1996, "Sample Quantiles in Statistical Packages", definition 7, the one of numpy
 */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (place - below) * (high - low);
}

/** With the sample's own mean, so over one less than their number; 0 of a single value. */
export function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
