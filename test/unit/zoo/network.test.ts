import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../scripts/demo/random.mjs';
import { openArena } from '../../../scripts/zoo/matmul.mjs';
import { Network } from '../../../scripts/zoo/network.mjs';
import { freshParameters, placesOf } from '../../../scripts/zoo/shape.mjs';

const SHAPE = { vocabulary: 40, width: 32, layers: 2, heads: 2, hidden: 64 };
/** Two dialogues, so that one must not see the other. */
const ENDS = [17, 60];

function batch(seed: number) {
  const random = seededRandom(seed);
  const token = (): number => Math.floor(random() * SHAPE.vocabulary);
  const rows = Array.from({ length: 60 }, (_, row) => row).filter(() => random() < 0.6);
  return {
    tokens: Int32Array.from({ length: 60 }, token),
    ends: ENDS,
    rows: Int32Array.from(rows),
    targets: Int32Array.from(rows, token),
  };
}

function network(kind?: 'fused' | 'simd' | 'plain'): Network {
  const made = new Network(SHAPE, { tokens: 64, length: 64, ...(kind && { kind }) });
  made.parameters.set(freshParameters(SHAPE, seededRandom(3)));
  return made;
}

describe('the matrix product', () => {
  it.each(['fused', 'simd', 'plain'] as const)('is right: %s', kind => {
    const arena = openArena(100_000, kind);
    expect(arena.kind).toBe(kind);
    const [m, n, k] = [13, 24, 7];
    const [a, b, c] = [arena.floats(m * k), arena.floats(k * n), arena.floats(m * n)];
    a.forEach((_, index) => (a[index] = Math.sin(index)));
    b.forEach((_, index) => (b[index] = Math.cos(1.3 * index)));
    arena.multiply({ data: c, row: n }, { data: a, row: k }, { data: b, row: n }, [m, n, k]);
    const turned = { data: a, row: 1, step: m };
    arena.multiply({ data: c, row: n }, turned, { data: b, row: n }, [m, n, k], true);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++) sum += (a[i * k + l]! + a[l * m + i]!) * b[l * n + j]!;
        expect(c[i * n + j]).toBeCloseTo(sum, 5);
      }
    }
  });
});

describe('a network', () => {
  it('finds the gradients that small changes of each tensor show', () => {
    const own = network();
    const lesson = batch(5);
    own.learn(lesson);
    const gradients = own.gradients.slice();
    const random = seededRandom(7);
    const lossAt = (index: number, value: number): number => {
      own.parameters[index] = value;
      own.turnMatrices();
      return own.forward(lesson).reduce((sum, loss) => sum + loss, 0);
    };
    for (const { name, offset, length } of placesOf(SHAPE)) {
      const numeric: number[] = [];
      const analytic: number[] = [];
      for (let i = 0; i < 8; i++) {
        const index = offset + Math.floor(random() * length);
        const before = own.parameters[index]!;
        // Larger steps bend, smaller ones drown in the rounding of single precision.
        const step = name.startsWith('token_embd') ? 2e-3 : 1e-2;
        numeric.push((lossAt(index, before + step) - lossAt(index, before - step)) / (2 * step));
        analytic.push(gradients[index]!);
        own.parameters[index] = before;
      }
      const size = Math.hypot(...numeric);
      const difference = Math.hypot(...numeric.map((value, i) => value - analytic[i]!));
      expect(difference / size, name).toBeLessThan(0.02);
    }
  });

  it('says the same whichever way it multiplies', () => {
    const [first = [], ...others] = (['plain', 'simd', 'fused'] as const).map(kind => {
      const own = network(kind);
      expect(own.kind).toBe(kind);
      own.turnMatrices();
      return own.forward(batch(5));
    });
    for (const losses of others) {
      losses.forEach((loss, row) => expect(loss).toBeCloseTo(first[row]!, 4));
    }
  });

  it('lets no dialogue of a batch see another', () => {
    const own = network();
    own.turnMatrices();
    const lesson = batch(5);
    const inSecond = [...lesson.rows].map(row => row >= ENDS[0]!);
    const before = own.forward(lesson);
    lesson.tokens.fill(1, 0, ENDS[0]);
    const after = own.forward(lesson);
    expect(after.filter((_, row) => inSecond[row])).toEqual(
      before.filter((_, row) => inSecond[row]),
    );
    expect(after).not.toEqual(before);
  });

  it('lets no token see what comes after it', () => {
    const own = network();
    own.turnMatrices();
    const lesson = batch(5);
    const early = [...lesson.rows].map(row => row < 40);
    const before = own.forward(lesson);
    lesson.tokens.fill(1, 40);
    const after = own.forward(lesson);
    expect(after.filter((_, row) => early[row])).toEqual(before.filter((_, row) => early[row]));
  });
});
