import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { focusVoteBar } from './focus.ts';
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
  const { ask: gate, vote } = arena.view.gate.value;
  const draft = arena.draft.value;
  const canSend = gate === 'open' && !isSending && draft.trim() !== '';

  useEffect(() => {
    // Never from the palette or another page: a page that boots in the background waits.
    if (document.hasFocus()) area.current?.focus();
    // The editor gives the focus to the page and not to anything in it.
    const onFocus = () => {
      if (document.activeElement === document.body) area.current?.focus();
    };
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, []);

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
    if (event.key === 'Escape' && (vote === 'open' || vote === 'cast')) {
      event.preventDefault();
      focusVoteBar();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void send();
  };

  const stopAll = () => {
    // The button goes with what it stops.
    area.current?.focus();
    void arena.tell('session/stop', {});
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
          <Button testId="stop-all" onClick={stopAll}>
            {t('Stop All')}
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
