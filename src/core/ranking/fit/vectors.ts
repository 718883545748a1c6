// The innermost loops of the numeric core. They are small functions of their own because V8 then has
// them optimised within the first matrix, and not after it.

/**
 * The inner product of `length` neighbours of two arrays.
 *
 * Four sums, since each addition would else wait for the one before.
 */
export function dot(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  length: number,
): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < length; at += 4) {
    const i = xAt + at;
    const j = yAt + at;
    first += (x[i] as number) * (y[j] as number);
    second += (x[i + 1] as number) * (y[j + 1] as number);
    third += (x[i + 2] as number) * (y[j + 2] as number);
    fourth += (x[i + 3] as number) * (y[j + 3] as number);
  }
  for (; at < length; at++) first += (x[xAt + at] as number) * (y[yAt + at] as number);
  return first + second + (third + fourth);
}

/** Adds `factor` times `length` neighbours of one array to those of another. */
export function addScaled(
  target: Float64Array,
  targetAt: number,
  factor: number,
  source: Float64Array,
  sourceAt: number,
  length: number,
): void {
  for (let at = 0; at < length; at++) {
    (target[targetAt + at] as number) += factor * (source[sourceAt + at] as number);
  }
}

/** The largest absolute value; NaN if any is. */
export function largest(x: Float64Array): number {
  let most = 0;
  for (let at = 0; at < x.length; at++) most = Math.max(most, Math.abs(x[at] as number));
  return most;
}
