import type { Board } from '../core/ranking/board.ts';
import type { Translate } from '../core/text.ts';
import type { ChartWords } from './chartWords.ts';

/** What a part of a chart stands for; bots by their keys. It names the votes behind it. */
export interface ChartCell {
  readonly a?: string;
  readonly b?: string;
  readonly outcome?: 'win' | 'tie' | 'loss';
  readonly voter?: string;
  readonly otherVoter?: string;
  /** UTC, `2026-01-31`. */
  readonly day?: string;
}

export interface ChartSpace extends ChartWords {
  /** Pixels there are. A drawing that needs more is wider: scroll it. */
  readonly width: number;
  readonly document: Document;
  /**
   * Makes each part that stands for votes a button, for pointer and keyboard: one of them can be
   * reached by Tab, the others by the arrow keys.
   */
  readonly onCell?: ((cell: ChartCell) => void) | undefined;
}

/** The same numbers to be read: rounded as far as they mean anything, '' for none. */
export interface ChartTable {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first of each row names it. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** The votes behind a number: by its row, and its column among all. None: no votes stand behind it. */
  readonly cellAt?: (row: number, column: number) => ChartCell | undefined;
}

/** One picture of a board: a file of its own, and a line in charts.ts. */
export interface Chart {
  readonly id: string;
  readonly title: (t: Translate) => string;
  /** Whether there is anything to draw that would not be false. The others may be called only then. */
  readonly has: (board: Board) => boolean;
  /** Draws with the custom properties of theme.ts only, so that it follows the theme by itself. */
  readonly draw: (board: Board, space: ChartSpace) => SVGElement;
  readonly table: (board: Board, words: ChartWords) => ChartTable;
}
