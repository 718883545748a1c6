import { describe, expect, it } from 'vitest';
import { factorise, inverse, solve } from '../../../../../src/core/ranking/fit/cholesky.ts';
import { farthest } from './someBattles.ts';

describe('cholesky', () => {
  // Wikipedia's example: the factor has whole numbers.
  const matrix = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);

  it("factorises Wikipedia's example", () => {
    expect(factorise(matrix, 3)).toEqual(Float64Array.of(2, 0, 0, 6, 1, 0, -8, 5, 3));
  });

  it('solves and inverts', () => {
    const factor = factorise(matrix, 3)!;
    // 4·1 + 12·2 − 16·3 = −20 and so on.
    expect(farthest(solve(factor, 3, Float64Array.of(-20, -43, 192)), [1, 2, 3])).toBeLessThan(
      1e-9,
    );
    const inverted = inverse(factor, 3);
    const product = [0, 1, 2].flatMap(i =>
      [0, 1, 2].map(j =>
        [0, 1, 2].reduce((sum, k) => sum + matrix[i * 3 + k]! * inverted[k * 3 + j]!, 0),
      ),
    );
    expect(farthest(product, [1, 0, 0, 0, 1, 0, 0, 0, 1])).toBeLessThan(1e-9);
  });

  it('inverts a larger matrix, whose rows are longer than the loops are unrolled', () => {
    const n = 23;
    const large = Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      return i === j ? 3 : 1 / (1 + Math.abs(i - j));
    });
    const factor = factorise(large, n)!;
    const inverted = inverse(factor, n);
    for (let j = 0; j < n; j++) {
      const column = solve(
        factor,
        n,
        Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)),
      );
      expect(farthest(column, inverted.subarray(j * n, (j + 1) * n))).toBeLessThan(1e-14);
    }
  });

  it.each([
    ['singular', [1, 1, 1, 1]],
    ['indefinite', [1, 2, 2, 1]],
    ['not a number', [NaN, 0, 0, 1]],
  ])('finds no factor where the matrix is %s', (_, entries) => {
    expect(factorise(Float64Array.from(entries), 2)).toBeUndefined();
  });

  it('takes a matrix of nothing', () => {
    expect(inverse(factorise(new Float64Array(0), 0)!, 0)).toHaveLength(0);
  });
});
