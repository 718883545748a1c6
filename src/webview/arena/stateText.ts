import type { ReplyState } from '../../core/model.ts';
import { assertNever } from '../../core/std/assertNever.ts';
import type { Translate } from '../../core/text.ts';

/** @param loading 0 … 1 while the model is being loaded. */
export function stateText(
  state: ReplyState,
  hasText: boolean,
  loading: number | undefined,
  t: Translate,
): string {
  switch (state.kind) {
    case 'queued':
    case 'streaming':
      if (loading !== undefined && loading < 1) {
        return t('Loading the model: {0} %', Math.floor(loading * 100));
      }
      if (state.kind === 'queued') return t('Queued');
      return hasText ? t('Writing…') : t('Waiting for the first token');
    case 'done':
      return state.finish === 'length' ? t('Cut at the token limit') : t('Done');
    case 'stopped':
      return t('Stopped');
    case 'failed':
      return t('Failed');
    default:
      return assertNever(state);
  }
}
