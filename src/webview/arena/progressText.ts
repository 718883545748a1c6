import type { Seat } from '../../core/model.ts';
import { assertNever } from '../../core/std/assertNever.ts';
import type { Translate } from '../../core/text.ts';
import type { Progress } from '../../protocol/arenaPage.ts';

/** What a reply waits for, in the few words that a pane's header has room for. */
export function progressText(progress: Progress, t: Translate): string {
  switch (progress.kind) {
    case 'waiting':
      return progress.why === 'memory' ? t('Waiting for memory') : t('Waiting for its turn');
    case 'restarting':
      return t('Restarting');
    case 'retrying':
      return progress.why === 'loading' ? t('Loading the model') : t('Waiting for the server');
    case 'loading':
      return t('Loading the model: {0} %', Math.floor(progress.fraction * 100));
    case 'evaluating':
      return t('Reading the prompt');
    default:
      return assertNever(progress);
  }
}

/**
 * What is read aloud when a reply begins to wait for something else: no numbers, as they would be read
 * again and again.
 *
 * @returns undefined for what passes without a word.
 */
export function spokenProgress(
  progress: Progress,
  t: Translate,
  locale: string,
): string | undefined {
  switch (progress.kind) {
    case 'waiting': {
      const what = progressText(progress, t);
      return progress.plan.length > 1 ? `${what}: ${planText(progress.plan, t, locale)}` : what;
    }
    case 'restarting':
      return t('Restarting');
    case 'retrying':
      return progressText(progress, t);
    case 'loading':
      return t('Loading the model');
    case 'evaluating':
      return undefined;
    default:
      return assertNever(progress);
  }
}

/**
 * The order in words: "First A and B, then C".
 *
 * @param plan groups that run together, in their order; at least one.
 */
export function planText(plan: readonly (readonly Seat[])[], t: Translate, locale: string): string {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const [first = '', ...later] = plan.map(group => list.format(group));
  let text = t('First {0}', first);
  for (const group of later) text = t('{0}, then {1}', text, group);
  return text;
}
