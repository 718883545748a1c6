/**
 * The value that a standard normal variable stays below with the given probability.
 *
 * @param probability above 0 and below 1, between 1e-9 and 1 − 1e-9 to full precision.
 */
export function normalQuantile(probability: number): number {
  let x = 0;
  // Newton's method; the distribution is convex below 0 and concave above, so it never overshoots.
  for (let step = 0; step < 100; step++) {
    const change = (probability - normalDistribution(x)) / normalDensity(x);
    x += change;
    if (Math.abs(change) < 1e-12) break;
  }
  return x;
}

function normalDensity(x: number): number {
  return Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI);
}

/** ½ + density · (x + x³/3 + x⁵/(3·5) + …): Abramowitz and Stegun 1964, 26.2.11. */
function normalDistribution(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-16 * Math.abs(sum); odd += 2) {
    term *= x ** 2 / odd;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}
