import type { Chart } from '../../../charts/chart.ts';
import type { Board } from '../../../core/ranking/board.ts';
import { locale, t } from '../../l10n.ts';
import type { Leaderboard } from '../leaderboard.ts';
import { pngOf } from './pngOf.ts';
import { standaloneSvg } from './standaloneSvg.ts';

/** Pixels, for a chart that was never seen. */
const WIDTH = 900;

/**
 * Saves a chart as a picture.
 *
 * @param box where it is drawn, at its present width.
 */
export async function saveDrawing(
  leaderboard: Leaderboard,
  chart: Chart,
  board: Board,
  kind: 'svg' | 'png',
  box: HTMLElement | null,
): Promise<void> {
  // Drawn anew: what is in the box may be of an older board, or not there yet.
  const width = box === null || box.clientWidth === 0 ? WIDTH : Math.round(box.clientWidth);
  const place = document.createElement('div');
  place.className = 'out-of-sight';
  document.body.append(place);
  try {
    const drawing = chart.draw(board, { width, locale, t, document });
    place.append(drawing);
    const { width: wide, height } = drawing.getBoundingClientRect();
    const text = standaloneSvg(drawing);
    const content =
      kind === 'svg'
        ? ({ kind, text } as const)
        : ({ kind, base64: await pngOf(text, wide, height) } as const);
    await leaderboard.save({ name: chart.id, content });
  } catch (error) {
    leaderboard.refuse(error);
  } finally {
    place.remove();
  }
}
