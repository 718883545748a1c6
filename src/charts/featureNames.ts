import type { Translate } from '../core/text.ts';

/** What of the answer it is that may sway a vote beside what it says; unknown ones by their id. */
export function featureName(feature: string, t: Translate): string {
  switch (feature) {
    case 'length':
      return t('Longer');
    case 'header':
      return t('More headings');
    case 'list':
      return t('More list items');
    case 'bold':
      return t('More bold text');
    case 'side':
      return t('Shown on the left');
    case 'speed':
      return t('Faster');
    case 'firstFinished':
      return t('Finished first');
    default:
      return feature;
  }
}
