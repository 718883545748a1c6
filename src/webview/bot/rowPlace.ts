/**
 * Where a row that was shown is in the list as it is now: earlier changes may have been taken over since.
 *
 * @param index of the row in `shown`, or just behind them for a new one.
 * @returns -1 if it is gone.
 */
export function placeNow(
  shown: readonly unknown[],
  now: readonly unknown[],
  index: number,
): number {
  const texts = now.map(each => JSON.stringify(each));
  if (now.length === shown.length || index >= shown.length) return index;
  const row = JSON.stringify(shown[index]);
  return texts[index] === row ? index : texts.indexOf(row);
}
