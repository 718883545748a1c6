import type { BoardOptions } from '../core/ranking/options.ts';
import type { Translate } from '../core/text.ts';

type Method = BoardOptions['method'];

/** The head over the ends beside a rating: online Elo has no interval of confidence, but a spread. */
export function intervalHead(method: Method, t: Translate): string {
  return method === 'elo' ? t('95 % of redraws') : t('95 % interval');
}

/** What the ends beside a rating mean. */
export function intervalHint(method: Method, t: Translate): string {
  return method === 'elo'
    ? t(
        'Where 95 % of the redrawn votes put the rating: no interval of confidence; ranks and groups are those of Bradley–Terry',
      )
    : t('Where the rating would be with ever more such votes');
}
