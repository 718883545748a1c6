import type { Board } from '../../../core/ranking/board.ts';
import { ANNOTATION_MODES } from '../../../core/model.ts';
import { t } from '../../l10n.ts';
import type { Leaderboard } from '../leaderboard.ts';
import { annotationModeText, languageText, originWord, TURN_WORDS } from '../words.ts';
import { Choice } from './Choice.tsx';
import { Folding } from './Folding.tsx';
import { ListFilter } from './ListFilter.tsx';
import { Period } from './Period.tsx';

/** Of the lists whose values are not names that somebody gave. */
const WORDS: Readonly<Record<string, (value: string) => string>> = {
  languages: languageText,
  origins: originWord,
};

interface FiltersProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** Which votes are looked at. What has nothing to choose from is not there. */
export function Filters({ leaderboard, board }: FiltersProps) {
  const { filter } = leaderboard.options.value;
  const { choices } = board;
  // One tag already tells sessions with it from those without; of all else one is no choice.
  const lists = [
    ['tags', t('Tags'), 1],
    ['voters', t('Annotators'), 2],
    ['languages', t('Languages'), 2],
    ['origins', t('Sources'), 2],
    ['promptSets', t('Prompt sets'), 1],
  ] as const;
  const modes = ANNOTATION_MODES.filter(mode => choices.annotationModes.includes(mode));
  const { from, until } = choices;
  return (
    <Folding leaderboard={leaderboard} fold="filters" title={t('Filters')}>
      <div class="filters">
        {lists.map(
          ([name, label, fewest]) =>
            (choices[name].length >= fewest || filter[name].length > 0) && (
              <ListFilter
                key={name}
                testId={`filter-${name}`}
                label={label}
                choices={choices[name]}
                chosen={filter[name]}
                word={WORDS[name]}
                onChange={chosen => leaderboard.changeFilter({ [name]: chosen })}
              />
            ),
        )}
        {(modes.length > 1 || filter.annotationModes.length > 0) && (
          <ListFilter
            testId="filter-annotationModes"
            label={t('Annotation modes')}
            choices={modes}
            chosen={filter.annotationModes}
            word={annotationModeText}
            onChange={annotationModes => leaderboard.changeFilter({ annotationModes })}
          />
        )}
        {from !== undefined && until !== undefined && (
          <Period leaderboard={leaderboard} first={from} last={until} />
        )}
        <Choice
          label={t('Votes on')}
          testId="filter-turn"
          value={filter.turn}
          values={['all', 'first', 'later']}
          word={turn => TURN_WORDS[turn]}
          onChange={turn => leaderboard.changeFilter({ turn })}
        />
      </div>
    </Folding>
  );
}
