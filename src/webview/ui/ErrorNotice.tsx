import type { Signal } from '@preact/signals';
import { t } from '../l10n.ts';
import { Button } from './kit.tsx';

interface ErrorNoticeProps {
  /** Empty while there is nothing to say. */
  readonly error: Signal<string>;
}

/** Why the host would not do what was asked last; it stays until it is closed or something works. */
export function ErrorNotice({ error }: ErrorNoticeProps) {
  if (error.value === '') return null;
  return (
    <div class="notice" role="alert" data-testid="notice">
      <span class="notice-text">{error.value}</span>
      <Button
        look="icon"
        label={t('Close')}
        onClick={() => {
          error.value = '';
        }}
      >
        ✕
      </Button>
    </div>
  );
}
