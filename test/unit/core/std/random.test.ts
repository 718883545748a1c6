import { describe, expect, it } from 'vitest';
import { RandomStream, seededRandom } from '../../../../src/core/std/random.ts';

const first = (stream: RandomStream, count: number) => {
  const numbers = new Uint32Array(count);
  stream.fill(numbers);
  return [...numbers];
};

describe('RandomStream', () => {
  it("equals the authors' own program from the state 1, 2, 3, 4", () => {
    // source: the test vectors of rand_xoshiro, made with prng.di.unimi.it/xoshiro128starstar.c
    expect(first(new RandomStream([1, 2, 3, 4]), 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  it('goes on where it stopped, whatever the pieces', () => {
    const stream = new RandomStream(7);
    const inPieces = [...first(stream, 3), ...first(stream, 1), ...first(stream, 6)];
    expect(inPieces).toEqual(first(new RandomStream(7), 10));
  });

  it('gives each seed numbers of its own', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => first(new RandomStream(seed), 1)[0]);
    expect(new Set(firsts).size).toBe(1000);
  });
});

describe('seededRandom', () => {
  it('gives the same numbers for the same seed, in [0, 1)', () => {
    const random = seededRandom(42);
    const again = seededRandom(42);
    const numbers = Array.from({ length: 10_000 }, random);
    expect(numbers).toEqual(Array.from({ length: 10_000 }, again));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
  });

  it('is level: each tenth has its share, and neighbours do not depend on each other', () => {
    const random = seededRandom(3);
    const numbers = Array.from({ length: 100_000 }, random);
    const tenths = new Array<number>(10).fill(0);
    for (const number of numbers) tenths[Math.floor(number * 10)]! += 1;
    // Chi-squared with 9 degrees of freedom: above 27.9 once in a thousand.
    const chi2 = tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chi2).toBeLessThan(27.9);
    const products = numbers.slice(1).map((number, i) => (number - 0.5) * (numbers[i]! - 0.5));
    const correlation = (12 * products.reduce((sum, x) => sum + x, 0)) / products.length;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(products.length));
  });
});
