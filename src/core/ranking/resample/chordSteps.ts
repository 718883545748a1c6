import { bradleyTerryGradient } from '../fit/bradleyTerry.ts';
import type { LaplacianSolver } from '../fit/laplacian.ts';
import type { PairTerms } from '../fit/pairTerms.ts';
import { largest } from '../fit/vectors.ts';

/** Steps that do not shrink to this part of the one before take longer than Newton's method from the start. */
const SLOW = 0.8;

/**
 * Moves the log-odds to the maximum of likelihood of other votes, not far from where they are, along the
 * curvature at one place. A step then costs the square of the bots and not the cube, and each is shorter
 * than the one before by the part that the curvature is wrong by.
 *
 * @param point changed in place
 * @param tolerance log-odds, of the last step
 * @returns whether it came there; else Newton's method must do it
 */
export function chordSteps(
  terms: PairTerms,
  curvature: LaplacianSolver,
  point: Float64Array,
  tolerance: number,
): boolean {
  const unused = new Float64Array(terms.first.length);
  let before = Infinity;
  for (;;) {
    const step = curvature.solve(bradleyTerryGradient(terms, point, unused));
    const length = largest(step);
    if (!(length < before)) return false;
    for (let bot = 0; bot < point.length; bot++) (point[bot] as number) += step[bot] as number;
    if (length <= tolerance) return true;
    before = SLOW * length;
  }
}
