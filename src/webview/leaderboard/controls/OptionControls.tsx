import type { Board } from '../../../core/ranking/board.ts';
import { INTERVALS, METHODS, TIES, WEIGHTINGS } from '../../../core/ranking/options.ts';
import { t } from '../../l10n.ts';
import type { Leaderboard } from '../leaderboard.ts';
import { groupingText, INTERVAL_WORDS, methodText, tiesText, weightingText } from '../words.ts';
import { Advanced } from './Advanced.tsx';
import { Anchor } from './Anchor.tsx';
import { Choice } from './Choice.tsx';
import { Folding } from './Folding.tsx';
import { Switch } from './Switch.tsx';

interface OptionControlsProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** How ratings are made of the votes. */
export function OptionControls({ leaderboard, board }: OptionControlsProps) {
  const options = leaderboard.options.value;
  const isElo = options.method === 'elo';
  return (
    <Folding leaderboard={leaderboard} fold="options" title={t('How it is rated')}>
      <div class="controls">
        <Choice
          label={t('Method')}
          testId="method"
          value={options.method}
          values={METHODS}
          word={methodText}
          onChange={method => leaderboard.change({ method })}
        />
        <Choice
          label={t('One rating for each')}
          testId="group-by"
          value={options.groupBy}
          values={withChosen(board.choices.groupings, options.groupBy)}
          word={groupingText}
          onChange={groupBy => leaderboard.change({ groupBy })}
        />
        {!isElo && (
          <Choice
            label={t('A tie counts')}
            testId="tie-model"
            value={options.ties}
            values={TIES}
            word={tiesText}
            onChange={ties => leaderboard.change({ ties })}
          />
        )}
        <Choice
          label={t('Votes on three bots or more weigh')}
          testId="weighting"
          value={options.weighting}
          values={WEIGHTINGS}
          word={weightingText}
          onChange={weighting => leaderboard.change({ weighting })}
        />
        <Choice
          label={t('Intervals')}
          testId="intervals"
          value={options.intervals}
          values={INTERVALS}
          word={intervals => INTERVAL_WORDS[intervals]}
          onChange={intervals => leaderboard.change({ intervals })}
        />
        <Anchor leaderboard={leaderboard} board={board} />
        {!isElo && (
          <Switch
            label={t('Account for style: length, headers, lists, bold')}
            testId="style-control"
            isOn={options.styleControl}
            onChange={styleControl => leaderboard.change({ styleControl })}
          />
        )}
      </div>
      <Advanced leaderboard={leaderboard} />
    </Folding>
  );
}

/** The choices, and what is chosen even if it is none of them any more. */
function withChosen<T>(choices: readonly T[], chosen: T): readonly T[] {
  return choices.includes(chosen) ? choices : [chosen, ...choices];
}
