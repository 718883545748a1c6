import type { Board } from '../../core/ranking/board.ts';
import { EXCLUSIONS, type BoardOptions } from '../../core/ranking/options.ts';
import {
  annotationModeWord,
  exclusionWord,
  languageWord,
  groupingWord,
  methodWord,
  tiesWord,
  weightingWord,
} from '../boardWords.ts';
import type { ChartWords } from '../chartWords.ts';
import { formatsFor } from '../formats.ts';

type Item = readonly [term: string, meaning: string];

/** How the numbers were made: enough to make them again from the same votes. */
export function madeHow(board: Board, words: ChartWords): Item[] {
  const { t } = words;
  const { options } = board;
  const { whole } = formatsFor(words);
  const items: (Item | undefined)[] = [
    [t('Method'), methodWord(options.method, t)],
    [t('Ties'), tiesWord(options.ties, t)],
    [t('Votes among several bots'), weightingWord(options.weighting, t)],
    [
      t('Intervals'),
      options.intervals === 'analytic'
        ? t('computed')
        : t('drawn {0} times (bootstrap), seed {1}', whole(options.rounds), options.seed),
    ],
    [t('Rated'), groupingWord(options.groupBy, t)],
    [t('Elo constants'), `K ${options.k}, ${options.scale}, ${options.base}, ${options.start}`],
    options.anchor && [t('Fixed rating'), `${options.anchor.name} = ${options.anchor.rating}`],
    [t('Style control'), options.styleControl ? t('on') : t('off')],
    ...filters(options, words),
    ...leftOut(board, words),
    [t('Hash of the votes'), `SHA-256 ${board.inputHash}`],
  ];
  return items.filter(item => item !== undefined);
}

function filters({ filter }: BoardOptions, { t, locale }: ChartWords): (Item | undefined)[] {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const of = (term: string, values: readonly string[]): Item | undefined =>
    values.length === 0 ? undefined : [term, values.join(', ')];
  return [
    of(t('Tags'), filter.tags),
    of(t('Annotators'), filter.voters),
    of(
      t('Languages'),
      filter.languages.map(language => languageWord(language, t)),
    ),
    of(
      t('Annotation modes'),
      filter.annotationModes.map(mode => annotationModeWord(mode, t)),
    ),
    of(
      t('Sources'),
      filter.origins.map(origin => (origin === '' ? t('made here') : origin)),
    ),
    of(t('Prompt sets'), filter.promptSets),
    filter.turn === 'all'
      ? undefined
      : [t('Turns'), filter.turn === 'first' ? t('the first turn') : t('later turns')],
    filter.from === undefined ? undefined : [t('From'), day.format(filter.from)],
    filter.until === undefined ? undefined : [t('Until'), day.format(filter.until)],
  ];
}

/** The switches that are on, and what else kept votes from being counted. */
function leftOut({ options, excluded }: Board, words: ChartWords): Item[] {
  const { t } = words;
  const { whole } = formatsFor(words);
  const reasons = EXCLUSIONS.filter(reason => options.exclude.includes(reason)).map(
    reason => `${exclusionWord(reason, t)}: ${whole(excluded[reason])}`,
  );
  if (excluded.filter > 0)
    reasons.push(`${t('Outside of the filters')}: ${whole(excluded.filter)}`);
  if (options.excludedVoters.length > 0) {
    const voters = options.excludedVoters.join(', ');
    reasons.push(`${t('Annotators left out')} (${voters}): ${whole(excluded.voter)}`);
  }
  return [[t('Votes left out'), reasons.length === 0 ? t('none') : reasons.join(' · ')]];
}
