import { describe, expect, it } from 'vitest';
import type { BattleColumns } from '../../../../../src/core/ranking/battleColumns.ts';
import {
  CELL,
  CELLS,
  votePatterns,
} from '../../../../../src/core/ranking/resample/votePatterns.ts';

function columns(rows: readonly (readonly [number, number, number])[]): BattleColumns {
  return {
    bots: 4,
    a: Uint16Array.from(rows, ([a]) => a),
    b: Uint16Array.from(rows, ([, b]) => b),
    outcome: Uint8Array.from(rows, ([, , outcome]) => outcome),
  };
}

/** Each pattern as `votes × battles`, a battle as `first>second`, `first<second` or `first=second`. */
function told(battles: BattleColumns): string[] {
  const { pairs, votes, ends, cells, weights } = votePatterns(battles);
  const signs = { [CELL.won]: '>', [CELL.lost]: '<', [CELL.tied]: '=' };
  return [...votes].map((count, pattern) => {
    const own = cells.slice(pattern === 0 ? 0 : ends[pattern - 1], ends[pattern]);
    const words = [...own].map(cell => {
      const pair = Math.floor(cell / CELLS);
      const sign = signs[(cell % CELLS) as keyof typeof signs];
      return `${pairs.first[pair]}${sign}${pairs.second[pair]}`;
    });
    return `${count} × ${words.join(' ')}${weights[pattern] === 1 ? '' : ` (${weights[pattern]})`}`;
  });
}

const rows = [
  [0, 1, 0],
  [1, 0, 1],
  [1, 0, 0],
  [2, 1, 2],
  [1, 2, 3],
  [0, 3, 0],
] as const;

describe('votePatterns', () => {
  it('counts votes of one battle, whichever side a bot stood on and whichever kind of tie', () => {
    const expected = ['2 × 0>1', '1 × 0<1', '1 × 0>3', '2 × 1=2'];
    expect(told(columns(rows))).toEqual(expected);
    expect(told(columns([...rows].reverse()))).toEqual(expected);
    expect(told({ ...columns(rows), voteEnds: Uint32Array.of(1, 2, 3, 4, 5, 6) })).toEqual(
      expected,
    );
  });

  it('keeps the battles of a vote together, in any order', () => {
    const votes = [
      [2, 0, 0],
      [2, 1, 0],
      [1, 2, 1],
      [0, 2, 1],
      [0, 1, 3],
    ] as const;
    const battles = { ...columns(votes), voteEnds: Uint32Array.of(2, 4, 5) };
    expect(told(battles)).toEqual(['1 × 0=1', '2 × 0<2 1<2']);
  });

  it('tells votes of other weights apart', () => {
    const battles = {
      ...columns(rows.slice(0, 3)),
      weight: Float64Array.of(1, 0.5, 0.5),
    };
    expect(told(battles)).toEqual(['1 × 0>1 (0.5)', '1 × 0>1', '1 × 0<1 (0.5)']);
  });

  it('leaves out what says nothing: a bot against itself, unknown outcomes, votes of nothing else', () => {
    const battles = columns([
      [0, 0, 0],
      [0, 1, 0],
      [1, 1, 2],
      [0, 1, 9],
    ]);
    expect(told({ ...battles, voteEnds: Uint32Array.of(2, 3, 4) })).toEqual(['1 × 0>1']);
    expect(told(columns([]))).toEqual([]);
  });
});
