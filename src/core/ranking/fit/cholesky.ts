import { addScaled, dot } from './vectors.ts';

// Symmetric positive definite matrices, row-major: entry (row, column) of n × n is at row × n + column.

/** Of a diagonal entry, what must be left after elimination; less is rounding of a singular matrix. */
const SINGULAR = 1e-14;

/**
 * Cholesky's factor L, lower triangular, with matrix = L Lᵀ. Only the lower triangle is read.
 *
 * @returns a new n × n matrix with zeros above the diagonal, or undefined unless the matrix is positive
 *   definite (and free of NaN).
 */
export function factorise(matrix: Float64Array, n: number): Float64Array | undefined {
  const factor = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    const start = row * n;
    for (let column = 0; column < row; column++) {
      const left =
        (matrix[start + column] as number) - dot(factor, start, factor, column * n, column);
      factor[start + column] = left / (factor[column * n + column] as number);
    }
    const diagonal = matrix[start + row] as number;
    const left = diagonal - dot(factor, start, factor, start, row);
    if (!(left > SINGULAR * diagonal)) return undefined;
    factor[start + row] = Math.sqrt(left);
  }
  return factor;
}

/**
 * Solves matrix × x = right.
 *
 * @param factor of the matrix, as {@link factorise} returns it.
 * @returns a new x of n numbers.
 */
export function solve(factor: Float64Array, n: number, right: Float64Array): Float64Array {
  const x = right.slice(0, n);
  for (let row = 0; row < n; row++) {
    const left = (x[row] as number) - dot(factor, row * n, x, 0, row);
    x[row] = left / (factor[row * n + row] as number);
  }
  for (let row = n - 1; row >= 0; row--) {
    const value = (x[row] as number) / (factor[row * n + row] as number);
    x[row] = value;
    addScaled(x, 0, -value, factor, row * n, row);
  }
  return x;
}

/**
 * The inverse of the matrix.
 *
 * @param factor of the matrix, as {@link factorise} returns it.
 * @returns a new symmetric n × n matrix, both triangles filled.
 */
export function inverse(factor: Float64Array, n: number): Float64Array {
  // Row i holds column i of the inverted factor, so that every sum runs along rows.
  const columns = new Float64Array(n * n);
  for (let i = 0; i < n; i++) invertColumn(factor, n, i, columns);
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = dot(columns, i * n + i, columns, j * n + i, n - i);
      result[i * n + j] = value;
      result[j * n + i] = value;
    }
  }
  return result;
}

function invertColumn(factor: Float64Array, n: number, i: number, columns: Float64Array): void {
  const start = i * n + i;
  columns[start] = 1 / (factor[start] as number);
  for (let row = i + 1; row < n; row++) {
    const sum = dot(factor, row * n + i, columns, start, row - i);
    columns[i * n + row] = -sum / (factor[row * n + row] as number);
  }
}
