/** From none to all, at most so many: tenths, quarters or the half. */
export function percentTicks(most: number): readonly number[] {
  const steps = most >= 11 ? 10 : most >= 5 ? 4 : 2;
  return Array.from({ length: steps + 1 }, (_, index) => index / steps);
}
