import { dot, largest } from './vectors.ts';

/** A concave function of n numbers whose top is looked for. */
export interface Objective {
  /** A new gradient at the point; the point is what `step` refers to then. */
  gradientAt(point: Float64Array): Float64Array;
  /**
   * Newton's step: the inverse of the curvature times the gradient, as a new array; NaN to give up.
   *
   * @param isNear whether the curvature of an earlier point will do.
   */
  step(gradient: Float64Array, isNear: boolean): Float64Array;
}

/** From here on, a step that overshoots is no wonder but rounding. */
const SHORT = 1e-4;
/** A step that is not so many times shorter than the one before wants a new curvature. */
const SHRINK = 6;
const MOST_STEPS = 400;

/**
 * Newton's method from zero. A step that overshoots is halved. As long as the steps shrink well, they
 * take an old curvature (chords): many of them cost less than its factors once.
 *
 * @param tolerance the last step's largest component.
 * @returns the top, and whether it was reached; the objective was last asked at that point.
 */
export function climb(
  objective: Objective,
  size: number,
  tolerance: number,
): { point: Float64Array; isReached: boolean } {
  const point = new Float64Array(size);
  let gradient = objective.gradientAt(point);
  let before = Infinity;
  let isChord = true;
  let shrinks = false;
  for (let count = 0; count < MOST_STEPS; count++) {
    // The first step after a new curvature tells nothing of how good that is for the next.
    isChord = count > 0 && (!isChord || shrinks);
    const step = objective.step(gradient, isChord);
    const slope = dot(gradient, 0, step, 0, size);
    let length = largest(step);
    if (Number.isNaN(length)) break;
    move(point, step, 1);
    gradient = objective.gradientAt(point);
    // Beyond the top the function falls along the step; some of that is fine.
    while (length > SHORT && dot(gradient, 0, step, 0, size) < -slope / 2) {
      for (let at = 0; at < size; at++) (step[at] as number) /= 2;
      length /= 2;
      move(point, step, -1);
      gradient = objective.gradientAt(point);
    }
    if (length <= tolerance) return { point, isReached: true };
    // Rounding is all that is left of the gradient.
    if (!isChord && length < 1e-7 && length > before / 2) return { point, isReached: true };
    shrinks = length < before / SHRINK;
    before = length;
  }
  return { point, isReached: false };
}

function move(point: Float64Array, step: Float64Array, sign: 1 | -1): void {
  for (let at = 0; at < point.length; at++) (point[at] as number) += sign * (step[at] as number);
}
