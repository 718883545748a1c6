import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';

/** Why the host would not do what was asked last; it stays until it is closed or something works. */
export function Notice({ arena }: { readonly arena: Arena }) {
  const notice = arena.notice.value;
  if (!notice) return null;
  return (
    <div class="notice" role="alert" data-testid="notice">
      <span class="notice-text">{notice.text}</span>
      {!arena.view.session.value && <Button onClick={arena.reload}>{t('Retry')}</Button>}
      {notice.isFault && (
        <Button onClick={() => void arena.tell('log/show', {})}>{t('Show Log')}</Button>
      )}
      <Button
        look="icon"
        label={t('Close')}
        onClick={() => {
          arena.notice.value = undefined;
        }}
      >
        ✕
      </Button>
    </div>
  );
}
