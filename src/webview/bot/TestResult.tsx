import { t } from '../l10n.ts';
import { Spinner } from '../ui/kit.tsx';
import type { BotEditor } from './botEditor.ts';

/** What came of trying the entry. */
export function TestResult({ editor }: { readonly editor: BotEditor }) {
  const outcome = editor.outcome.value;
  return (
    <div role="status" data-testid="outcome">
      {editor.isTesting.value && (
        <p>
          <Spinner /> {t('Testing…')}
        </p>
      )}
      {outcome && (
        <div class={outcome.isGood ? 'outcome' : 'outcome bad'}>
          <strong>{outcome.isGood ? t('It works.') : t('It does not work.')}</strong>
          {outcome.lines.map(line => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
    </div>
  );
}
