import type { Board, BoardRow } from '../core/ranking/board.ts';
import type { Translate } from '../core/text.ts';

/** A bot with its place on the board: that of its row and column in every matrix. */
export interface PlacedBot extends BoardRow {
  readonly place: number;
}

/** The bots of a board in its order, best first. */
export function botsOf(board: Board): PlacedBot[] {
  return board.bots.map((bot, place) => ({ ...bot, place }));
}

/** Those whose numbers mean anything. */
export function ratedBots(board: Board): PlacedBot[] {
  return botsOf(board).filter(bot => bot.enough);
}

/** The first so many, and a note if that is not all: a drawing must end somewhere. */
export function cutBots(
  bots: readonly PlacedBot[],
  most: number,
  t: Translate,
): { readonly bots: readonly PlacedBot[]; readonly note: string } {
  if (bots.length <= most) return { bots, note: '' };
  return { bots: bots.slice(0, most), note: t('{0} of {1} bots are drawn.', most, bots.length) };
}
