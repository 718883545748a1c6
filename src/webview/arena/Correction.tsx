import { useEffect, useRef } from 'preact/hooks';
import type { Reply } from '../../core/model.ts';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';

interface CorrectionProps {
  readonly arena: Arena;
  readonly reply: Reply;
}

/** What the bot should have said: shown, or being written. */
export function Correction({ arena, reply }: CorrectionProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { id: replyId, seat, correction } = reply;
  const draft = arena.corrections.value[replyId];
  const isWriting = draft !== undefined;
  useEffect(() => {
    // Only for whoever pressed the button: a page that boots leaves the focus where it is.
    if (isWriting && document.activeElement?.closest('article')) area.current?.focus();
  }, [isWriting]);
  if (draft === undefined) {
    return correction === undefined ? null : (
      <section class="correction" data-testid="correction" aria-label={t('Correction')}>
        <span class="correction-title">{t('Corrected')}</span>
        <div class="correction-text" dir="auto">
          {correction}
        </div>
      </section>
    );
  }
  const leave = () => area.current?.closest('article')?.focus({ preventScroll: true });
  const end = () => {
    // The buttons go with what they ended, and the focus must not be lost with them.
    leave();
    arena.setCorrection(replyId, undefined);
  };
  const save = async (text: string | undefined): Promise<void> => {
    const body = text === undefined ? { replyId } : { replyId, correction: text };
    if (await arena.tell('reply/correct', body)) end();
  };
  return (
    <section class="correction" aria-label={t('Correction')}>
      <textarea
        ref={area}
        class="correction-area"
        data-testid="correction-area"
        dir="auto"
        rows={4}
        aria-label={t('What {0} should have said', seat)}
        value={draft}
        onInput={event => arena.setCorrection(replyId, event.currentTarget.value)}
        onKeyDown={event => {
          // Leaves it as it is: only Cancel gives the words up.
          if (event.key === 'Escape' && !event.isComposing) leave();
        }}
      />
      <div class="correction-bar">
        <Button
          look="primary"
          testId="correction-save"
          disabled={draft.trim() === ''}
          onClick={() => void save(draft)}
        >
          {t('Save Correction')}
        </Button>
        {correction !== undefined && (
          <Button testId="correction-remove" onClick={() => void save(undefined)}>
            {t('Remove Correction')}
          </Button>
        )}
        <Button testId="correction-cancel" onClick={end}>
          {t('Cancel')}
        </Button>
      </div>
    </section>
  );
}
