import { describe, expect, it } from 'vitest';
import { quantile, standardDeviation } from '../../../../../src/core/ranking/resample/quantiles.ts';

describe('quantile', () => {
  it.each([
    // numpy.quantile([1, 2, 4, 8, 16], …)
    [0, 1],
    [0.025, 1.1],
    [0.25, 2],
    [0.6, 5.6],
    [0.975, 15.2],
    [1, 16],
  ])("equals NumPy's: share %d", (share, value) => {
    expect(quantile(Float64Array.of(1, 2, 4, 8, 16), share)).toBeCloseTo(value, 12);
  });

  it('of one value is that value', () => {
    expect(quantile(Float64Array.of(7), 0.975)).toBe(7);
  });
});

describe('standardDeviation', () => {
  it("is the sample's", () => {
    expect(standardDeviation(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9))).toBeCloseTo(
      Math.sqrt(32 / 7),
      12,
    );
    expect(standardDeviation(Float64Array.of(3))).toBe(0);
  });
});
