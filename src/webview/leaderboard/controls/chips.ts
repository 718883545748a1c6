import type { BoardFilter, BoardOptions } from '../../../core/ranking/options.ts';
import { t } from '../../l10n.ts';
import { annotationModeText, dayText, languageText, originWord, TURN_WORDS } from '../words.ts';

/** A filter in force. */
interface Chip {
  readonly text: string;
  /** The options without it. */
  readonly without: Partial<BoardOptions>;
}

/** All that keeps votes of some voters, sessions or times from being counted. */
export function chipsOf({ filter, excludedVoters }: BoardOptions): readonly Chip[] {
  const lifted = (change: Partial<BoardFilter>) => ({ filter: { ...filter, ...change } });

  const period = (change: Partial<BoardFilter>, text: string): Chip => ({
    text,
    without: lifted(change),
  });
  return [
    ...listChips('tags', filter, one => t('Tag: {0}', one)),
    ...listChips('voters', filter, one => t('Annotator: {0}', one)),
    ...listChips('languages', filter, one => t('Language: {0}', languageText(one))),
    ...listChips('origins', filter, one => t('Source: {0}', originWord(one))),
    ...listChips('promptSets', filter, one => t('Prompt set: {0}', one)),
    ...listChips('annotationModes', filter, annotationModeText),
    ...(filter.turn === 'all'
      ? []
      : [{ text: TURN_WORDS[filter.turn], without: lifted({ turn: 'all' }) }]),
    ...(filter.from === undefined
      ? []
      : [period({ from: undefined }, t('From {0}', dayText(filter.from)))]),
    ...(filter.until === undefined
      ? []
      : [period({ until: undefined }, t('Until {0}', dayText(filter.until)))]),
    ...excludedVoters.map(voter => ({
      text: t('Without {0}', voter),
      without: { excludedVoters: excludedVoters.filter(other => other !== voter) },
    })),
  ];
}

type ListName = 'tags' | 'voters' | 'languages' | 'origins' | 'promptSets' | 'annotationModes';

function listChips(
  name: ListName,
  filter: BoardFilter,
  text: (value: string) => string,
): readonly Chip[] {
  const values: readonly string[] = filter[name];
  return values.map(value => ({
    text: text(value),
    without: { filter: { ...filter, [name]: values.filter(other => other !== value) } },
  }));
}
