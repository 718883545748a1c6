import type { Board } from '../../../core/ranking/board.ts';
import {
  BOARD_DEFAULTS,
  EXCLUSIONS,
  FASTCHAT_EXCLUSIONS,
  type Exclusion,
} from '../../../core/ranking/options.ts';
import { t } from '../../l10n.ts';
import { Button } from '../../ui/kit.tsx';
import type { Leaderboard } from '../leaderboard.ts';
import { reasonText, wholeText } from '../words.ts';
import { Switch } from './Switch.tsx';

/** Programs whose rules of what counts can be taken over. */
const PRESETS: readonly (readonly [name: string, exclude: readonly Exclusion[]])[] = [
  ['ChatZoo', BOARD_DEFAULTS.exclude],
  ['FastChat', FASTCHAT_EXCLUSIONS],
];

interface ExclusionsProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** Which votes are not counted: a switch each, for nothing is deleted. */
export function Exclusions({ leaderboard, board }: ExclusionsProps) {
  const { exclude } = leaderboard.options.value;
  return (
    <fieldset class="exclusions">
      <legend>{t('Leave out votes with')}</legend>
      <div class="switches">
        {EXCLUSIONS.map(reason => {
          const isOn = exclude.includes(reason);
          const left = board.excluded[reason];
          return (
            <Switch
              key={reason}
              testId={`exclude-${reason}`}
              label={reasonText(reason)}
              // Nobody counts those that are left out for another reason already, nor those that count.
              count={isOn && left > 0 ? wholeText(left) : undefined}
              isOn={isOn}
              onChange={isNowOn =>
                leaderboard.change({ exclude: toggled(exclude, reason, isNowOn) })
              }
            />
          );
        })}
      </div>
      <div class="actions">
        <span class="muted">{t('As in')}</span>
        {PRESETS.map(([name, preset]) => (
          <Button
            key={name}
            testId={`preset-${name}`}
            pressed={isSame(exclude, preset)}
            onClick={() => leaderboard.change({ exclude: preset })}
          >
            {name}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

/** In the order of all, so that the same switches are the same options. */
function toggled(
  exclude: readonly Exclusion[],
  reason: Exclusion,
  isOn: boolean,
): readonly Exclusion[] {
  return EXCLUSIONS.filter(other => (other === reason ? isOn : exclude.includes(other)));
}

function isSame(some: readonly Exclusion[], others: readonly Exclusion[]): boolean {
  return some.length === others.length && some.every(one => others.includes(one));
}
