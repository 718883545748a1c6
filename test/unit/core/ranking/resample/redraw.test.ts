import { describe, expect, it } from 'vitest';
import { aliasTable } from '../../../../../src/core/ranking/resample/aliasTable.ts';
import { poissonTable } from '../../../../../src/core/ranking/resample/poisson.ts';
import { Redraw } from '../../../../../src/core/ranking/resample/redraw.ts';

/** The probabilities that a table stands for. */
function probabilities({ threshold, alias }: ReturnType<typeof aliasTable>): number[] {
  const sums = new Array<number>(threshold.length).fill(0);
  threshold.forEach((own, column) => {
    sums[column]! += own / threshold.length;
    sums[alias[column]!]! += (1 - own) / threshold.length;
  });
  return sums;
}

describe('aliasTable', () => {
  it.each([[[1]], [[1, 1, 1]], [[0, 3, 1]], [[1e-9, 5, 0, 2, 1e6, 7]], [[0, 0, 1]]])(
    'stands for the weights %j',
    weights => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const found = probabilities(aliasTable(Float64Array.from(weights)));
      found.forEach((probability, i) => expect(probability).toBeCloseTo(weights[i]! / sum, 14));
    },
  );
});

describe('poissonTable', () => {
  it.each([0, 0.3, 1, 7.5, 100, 4321])('has the mean and the variance %d', mean => {
    const table = poissonTable(mean);
    const found = probabilities(table);
    const moment = (f: (count: number) => number) =>
      found.reduce((sum, probability, i) => sum + probability * f(table.low + i), 0);
    expect(moment(() => 1)).toBeCloseTo(1, 12);
    expect(moment(count => count) / Math.max(mean, 1)).toBeCloseTo(
      mean === 0 ? 0 : mean / Math.max(mean, 1),
      9,
    );
    expect(moment(count => (count - mean) ** 2) / Math.max(mean, 1)).toBeCloseTo(
      mean === 0 ? 0 : mean / Math.max(mean, 1),
      8,
    );
  });

  it('has the probabilities of the textbook at a mean of 2', () => {
    const found = probabilities(poissonTable(2));
    [0.1353, 0.2707, 0.2707, 0.1804, 0.0902].forEach((p, i) => expect(found[i]).toBeCloseTo(p, 4));
  });
});

describe('Redraw', () => {
  const rounds = 20_000;
  const draw = (counts: readonly number[], seed = 1) => {
    const redraw = new Redraw(Float64Array.from(counts), seed);
    return Array.from({ length: rounds }, () => {
      const drawn = new Float64Array(counts.length);
      redraw.draw(drawn);
      return drawn;
    });
  };

  it.each([[[1]], [[3, 0, 5]], [[10, 1, 0, 30]], [[400, 25, 75]]])(
    'draws as many as there are, with the means and covariances of the multinomial distribution: %j',
    counts => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      const drawn = draw(counts);
      expect(drawn.every(round => round.reduce((sum, n) => sum + n, 0) === total)).toBe(true);
      counts.forEach((x, i) => {
        const mean = drawn.reduce((sum, round) => sum + round[i]!, 0) / rounds;
        expect(Math.abs(mean - x)).toBeLessThanOrEqual(5 * Math.sqrt(x / rounds));
        counts.forEach((y, j) => {
          const expected = (i === j ? x : 0) - (x * y) / total;
          const covariance =
            drawn.reduce((sum, round) => sum + (round[i]! - x) * (round[j]! - y), 0) / rounds;
          const error = Math.sqrt((3 * (x + 1) * (y + 1)) / rounds);
          expect(Math.abs(covariance - expected)).toBeLessThan(4 * error);
        });
      });
    },
  );

  it('draws the same for the same seed', () => {
    expect(draw([4, 5, 6]).slice(0, 9)).toEqual(draw([4, 5, 6]).slice(0, 9));
    expect(draw([4, 5, 6], 2).slice(0, 9)).not.toEqual(draw([4, 5, 6]).slice(0, 9));
  });
});
