import { BOARD_DEFAULTS } from '../../../core/ranking/options.ts';
import { t } from '../../l10n.ts';
import { Button } from '../../ui/kit.tsx';
import type { Leaderboard } from '../leaderboard.ts';
import { chipsOf } from './chips.ts';

/** The filters in force, each with a way to lift it. */
export function Chips({ leaderboard }: { readonly leaderboard: Leaderboard }) {
  const options = leaderboard.options.value;
  const chips = chipsOf(options);
  const isDefault = JSON.stringify(options) === JSON.stringify(BOARD_DEFAULTS);
  if (isDefault) return null;
  return (
    <div class="chips">
      {chips.length > 0 && (
        <ul aria-label={t('Filters in force')} class="chip-list">
          {chips.map(({ text, without }) => (
            <li key={text}>
              <button
                type="button"
                class="chip"
                data-testid="chip"
                title={t('Lift this filter')}
                onClick={() => leaderboard.change(without)}
              >
                {text} <span aria-hidden="true">✕</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Button testId="reset" onClick={() => leaderboard.reset()}>
        {t('Reset')}
      </Button>
    </div>
  );
}
