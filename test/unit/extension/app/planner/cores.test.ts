import { describe, expect, it } from 'vitest';
import { admitted, threadsEach } from '../../../../../src/extension/app/planner/cores.ts';

describe('threadsEach', () => {
  it.each([
    [1, 1, 1],
    [2, 1, 1],
    [2, 4, 1],
    [4, 1, 3],
    [4, 2, 1],
    [8, 3, 2],
    [16, 4, 3],
    [16, 1, 15],
  ])('on %i cores with %i running: %i each', (cores, running, expected) => {
    expect(threadsEach(cores, running)).toBe(expected);
  });

  it('never exceeds the cores in sum, and leaves one to the editor, unless one each is more', () => {
    for (let cores = 1; cores <= 64; cores++) {
      for (let running = 1; running <= 130; running++) {
        const each = threadsEach(cores, running);
        expect(each).toBeGreaterThanOrEqual(1);
        expect(each * running).toBeLessThanOrEqual(Math.max(running, cores - 1));
      }
    }
  });

  it('is the whole share for nobody', () => {
    expect(threadsEach(8, 0)).toBe(7);
  });
});

describe('admitted', () => {
  it('is one, twice the cores, or everybody', () => {
    expect(admitted('sequential', 8)).toBe(1);
    expect(admitted('auto', 2)).toBe(4);
    expect(admitted('auto', 0)).toBe(2);
    expect(admitted('parallel', 2)).toBe(Infinity);
  });
});
