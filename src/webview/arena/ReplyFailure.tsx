import type { Reply, ReplyState } from '../../core/model.ts';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { errorAdvice, type Remedy } from './errorAdvice.ts';

const ADVICE = errorAdvice(t);
/** Characters of a technical message that stands in view at once; it often names the file or server. */
const SHORT = 300;

interface ReplyFailureProps {
  readonly arena: Arena;
  readonly reply: Reply;
  readonly failure: ReplyState & { readonly kind: 'failed' };
  /** It happened while somebody looked on. */
  readonly isNews: boolean;
  /** Undefined where the host would refuse. */
  readonly onRetry: (() => void) | undefined;
}

/** What happened and what to do; the text that came before it stays above. */
export function ReplyFailure({ arena, reply, failure, isNews, onRetry }: ReplyFailureProps) {
  const { headline, advice, remedies } = ADVICE[failure.code];
  return (
    <div
      class="failure"
      role={isNews ? 'alert' : undefined}
      data-testid="failure"
      data-code={failure.code}
    >
      <p class="failure-headline">{headline}</p>
      <p>{advice}</p>
      {failure.message !== '' && (
        <details open={failure.message.length <= SHORT}>
          <summary>{t('Details')}</summary>
          <p class="failure-detail">{failure.message}</p>
        </details>
      )}
      <div class="actions">
        {onRetry && (
          <Button
            look="primary"
            testId="retry"
            label={t('Retry {0}', reply.seat)}
            onClick={onRetry}
          >
            {t('Retry')}
          </Button>
        )}
        {remedies.map(remedy => (
          <RemedyButton key={remedy} arena={arena} botName={reply.botName} remedy={remedy} />
        ))}
      </div>
    </div>
  );
}

interface RemedyButtonProps {
  readonly arena: Arena;
  readonly botName: string;
  readonly remedy: Remedy;
}

function RemedyButton({ arena, botName, remedy }: RemedyButtonProps) {
  const does: Readonly<Record<Remedy, { readonly name: string; readonly act: () => void }>> = {
    settings: { name: t('Open Settings'), act: () => void arena.tell('settings/open', {}) },
    apiKey: { name: t('Set API Key…'), act: () => void arena.tell('apiKey/set', { botName }) },
    newSession: { name: t('New Session'), act: () => void arena.tell('session/new', {}) },
    log: { name: t('Show Log'), act: () => void arena.tell('log/show', {}) },
  };
  const { name, act } = does[remedy];
  return (
    <Button testId={`remedy-${remedy}`} onClick={act}>
      {name}
    </Button>
  );
}
