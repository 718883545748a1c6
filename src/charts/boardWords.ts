import type { BoardOptions, Exclusion, Grouping } from '../core/ranking/options.ts';
import type { Translate } from '../core/text.ts';

// What the options of a board are called, for whoever shows them.

export function methodWord(method: BoardOptions['method'], t: Translate): string {
  return method === 'bt' ? t('Bradley–Terry') : t('Elo, vote by vote');
}

export function tiesWord(ties: BoardOptions['ties'], t: Translate): string {
  return ties === 'half' ? t('half a win for each') : t('as likely as they are (Davidson)');
}

export function weightingWord(weighting: BoardOptions['weighting'], t: Translate): string {
  return weighting === 'battle' ? t('each battle alike') : t('each vote about alike');
}

/** What a rating belongs to; sampling parameters are called as in the settings. */
export function groupingWord(grouping: Grouping, t: Translate): string {
  switch (grouping) {
    case 'fingerprint':
      return t('bot and its settings');
    case 'name':
      return t('name');
    case 'model':
      return t('model');
    case 'family':
      return t('model family');
    case 'kind':
      return t('kind of bot');
    case 'systemPrompt':
      return t('system prompt');
    default:
      return grouping;
  }
}

/** Why votes are not counted. */
export function exclusionWord(exclusion: Exclusion, t: Translate): string {
  const words: Readonly<Record<Exclusion, string>> = {
    invalid: t('Not valid in their source'),
    noneMessage: t('An empty message'),
    leakedIdentity: t('A bot gave itself away'),
    errorText: t('An error instead of an answer'),
    unfinished: t('An unfinished answer'),
    excludedModel: t('A bot that the source leaves out'),
    banned: t('An annotator whom the source leaves out'),
    tooShort: t('Only very short answers'),
    named: t('Names in sight'),
    tie: t('Ties'),
  };
  return words[exclusion];
}

/** Languages that ChatZoo tells itself; those of other programs are called as they call them. */
export function languageWord(language: string, t: Translate): string {
  if (language === 'Chinese') return t('Chinese');
  if (language === 'English') return t('English');
  return language === 'unknown' ? t('unknown language') : language;
}

/** One of a newer version is called as it is there. */
export function annotationModeWord(mode: string, t: Translate): string {
  if (mode === 'session') return t('one vote for the session');
  return mode === 'reply' ? t('a vote after each turn') : mode;
}
