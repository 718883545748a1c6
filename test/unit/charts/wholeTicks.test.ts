import { describe, expect, it } from 'vitest';
import { wholeTicks } from '../../../src/charts/wholeTicks.ts';

describe('the numbers of an axis', () => {
  it.each([
    [0, 0, 10, [0]],
    [0, 1, 10, [0, 1]],
    [0, 3, 1, [0, 5]],
    [999, 1001, 5, [999, 1000, 1001]],
    [984.3, 1015.7, 5, [980, 990, 1000, 1010, 1020]],
    [0, 95, 5, [0, 20, 40, 60, 80, 100]],
  ])('from %d to %d, about %d', (from, to, most, ticks) => {
    expect(wholeTicks(from, to, most)).toEqual(ticks);
  });
});
