import { assertNever } from '../../../core/std/assertNever.ts';
import type { Translate } from '../../../core/text.ts';
import type { BotState, ModelRow } from '../../app/modelRow.ts';
import type { ModelsSummary } from '../../app/models.ts';

interface Reader {
  readonly t: Translate;
  /** Bytes in the words of the reader's language. */
  readonly size: (bytes: number) => string;
}

/** `2/4` with an icon that turns while a model answers. */
export function statusBarText({ all, inMemory, answering }: ModelsSummary): string {
  const icon = answering > 0 ? '$(loading~spin)' : '$(server-process)';
  return `${icon} ${inMemory}/${all}`;
}

/** What the numbers mean; no names, as a blind session may be open. */
export function summaryText(summary: ModelsSummary, { t, size }: Reader): string {
  const { all, inMemory, answering, bytes } = summary;
  const parts = [t('Local models in memory: {0} of {1}', inMemory, all)];
  if (answering > 0) parts.push(t('answering: {0}', answering));
  if (bytes > 0) parts.push(size(bytes));
  return parts.join(' · ');
}

/** Where one model is, and how much memory it takes there. */
export function rowText(
  { status, need }: Pick<ModelRow, 'status' | 'need'>,
  { t, size }: Reader,
): string {
  const bytes = need && t('about {0}', size(need.weights + need.own));
  return [status && statusText(status, t), bytes].filter(part => part !== undefined).join(' · ');
}

/** Where a bot is, in a word or two. */
export function statusText(status: BotState, t: Translate): string {
  switch (status.kind) {
    case 'unloaded':
      return t('not loaded');
    case 'waiting':
      return t('waits to be loaded');
    case 'loading':
      return t('loading, {0} %', Math.floor(100 * status.fraction));
    case 'idle':
      return t('ready');
    case 'busy':
    case 'answering':
      return t('answering');
    case 'unasked':
      return t('not asked yet');
    case 'answered':
      return t('answers');
    case 'failed':
      return t('failed');
    default:
      return assertNever(status);
  }
}
