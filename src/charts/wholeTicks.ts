/**
 * Round whole numbers for an axis: a step of 1, 2 or 5 times a power of ten.
 *
 * @param most about how many there may be.
 * @returns from the last one not above `from` to the first one not below `to`.
 */
export function wholeTicks(from: number, to: number, most: number): number[] {
  const rough = Math.max(1, (to - from) / most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find(factor => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(from / step);
  const count = Math.ceil(to / step) - first + 1;
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}
