import type { Board } from '../../../core/ranking/board.ts';
import { t } from '../../l10n.ts';
import { biasText, isTelling, mayBeChance } from './biasText.ts';

/** What the voters go by beside the answer: only what the votes are enough to tell. */
export function BiasPanel({ board }: { readonly board: Board }) {
  const telling = board.bias.filter(isTelling);
  if (telling.length === 0) return null;
  const isReader = isAlone(board);
  return (
    <section class="section" id="bias" tabindex={-1}>
      <h2>{biasTitle(board)}</h2>
      <ul class="biases">
        {telling.map(effect => (
          <li key={effect.feature} data-testid={`bias-${effect.feature}`}>
            {biasText(effect, isReader)}{' '}
            {mayBeChance(effect) && <span class="muted">{t('This may be chance.')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** '' if there is no such panel. */
export function biasTitle(board: Board): string {
  const [voter, ...others] = board.voters;
  if (!board.bias.some(isTelling)) return '';
  if (isAlone(board)) return t('What you go by beside the answer');
  return voter && others.length === 0
    ? t('What {0} goes by beside the answer', voter.name)
    : t('What annotators go by beside the answer');
}

/** Whether all votes there are, counted or not, are the reader's own: one voter, nothing imported. */
function isAlone({ choices }: Board): boolean {
  return choices.voters.length === 1 && choices.origins.every(origin => origin === '');
}
