import { useRef, useState } from 'preact/hooks';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { askGateText } from './gateText.ts';

const GATE = askGateText(t);

interface ComposerProps {
  readonly arena: Arena;
  readonly onSent: () => void;
}

/** A plain text area: the toolkit's neither grows with its text nor tells of composition. */
export function Composer({ arena, onSent }: ComposerProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [isSending, setSending] = useState(false);
  const gate = arena.view.gate.value.ask;
  const draft = arena.draft.value;
  const canSend = gate === 'open' && !isSending && draft.trim() !== '';

  const send = async (): Promise<void> => {
    if (!canSend) return;
    setSending(true);
    onSent();
    const isStored = await arena.tell('turn/start', { prompt: draft });
    setSending(false);
    // What was typed meanwhile stays; so does everything if the host refused.
    if (isStored && arena.draft.peek() === draft) arena.setDraft('');
    area.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter ends the composition of a Chinese or Japanese word; 229 is how older engines say so.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign in that case
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void send();
  };

  return (
    <div class="composer">
      <textarea
        ref={area}
        class="composer-text"
        data-testid="composer"
        rows={2}
        dir="auto"
        aria-label={t('Your message to all bots')}
        placeholder={t('Ask all bots… (Enter sends, Shift+Enter starts a new line)')}
        value={draft}
        onInput={event => arena.setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="composer-bar">
        <span class="muted gate" data-testid="gate" data-gate={gate} role="status">
          {GATE[gate]}
        </span>
        {gate === 'noBots' && (
          <Button onClick={() => void arena.tell('settings/open', {})}>{t('Open Settings')}</Button>
        )}
        {gate === 'busy' ? (
          <Button testId="stop-all" onClick={() => void arena.tell('session/stop', {})}>
            {t('Stop all')}
          </Button>
        ) : (
          <Button
            look="primary"
            testId="send"
            disabled={!canSend}
            title={GATE[gate] === '' ? t('Send to all bots (Enter)') : GATE[gate]}
            onClick={() => void send()}
          >
            {t('Send')}
          </Button>
        )}
      </div>
    </div>
  );
}
