import { warningWords } from '../../../charts/warningWords.ts';
import type { BoardWarning } from '../../../core/ranking/board.ts';
import { locale, t } from '../../l10n.ts';
import { adviceFor } from './adviceFor.ts';

/** What the reader must know before believing the numbers. */
export function Warnings({ warnings }: { readonly warnings: readonly BoardWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <section class="warnings" aria-label={t('Before you believe the numbers')}>
      <ul>
        {warnings.map((warning, index) => (
          // There may be several of a kind.
          <li key={`${warning.kind}${index}`} data-testid={`warning-${warning.kind}`}>
            {warningWords(warning, { t, locale })} <span class="muted">{adviceFor(warning)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
