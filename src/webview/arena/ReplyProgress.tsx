import { useEffect, useState } from 'preact/hooks';
import { assertNever } from '../../core/std/assertNever.ts';
import type { Progress } from '../../protocol/arenaPage.ts';
import { locale, t } from '../l10n.ts';
import type { ReplyView } from '../state/replyView.ts';
import { planText } from './progressText.ts';

/** What a reply waits for, below the few words in the header, until its text begins. */
export function ReplyProgress({ view }: { readonly view: ReplyView }) {
  const progress = view.progress.value;
  if (!progress) return null;
  return (
    <div class="progress muted" data-testid="progress" data-kind={progress.kind}>
      <Details progress={progress} seat={view.reply.value.seat} />
    </div>
  );
}

interface DetailsProps {
  readonly progress: Progress;
  readonly seat: string;
}

function Details({ progress, seat }: DetailsProps) {
  switch (progress.kind) {
    case 'waiting':
      return <Waiting waiting={progress} seat={seat} />;
    case 'restarting':
      return <Restarting restarting={progress} />;
    case 'retrying':
      return <Retrying retrying={progress} />;
    case 'loading':
      return <progress max={1} value={progress.fraction} aria-label={t('Loading the model')} />;
    case 'evaluating': {
      const whole = new Intl.NumberFormat(locale);
      const said = t(
        '{0} of {1} prompt tokens read',
        whole.format(progress.done),
        whole.format(progress.total),
      );
      return (
        <>
          <p>{said}</p>
          <progress max={progress.total} value={progress.done} aria-label={said} />
        </>
      );
    }
    default:
      return assertNever(progress);
  }
}

interface WaitingProps {
  readonly waiting: Progress & { readonly kind: 'waiting' };
  /** Marked in the plan. */
  readonly seat: string;
}

function Waiting({ waiting: { why, plan, others }, seat }: WaitingProps) {
  return (
    <>
      <p>
        {why === 'memory'
          ? t('Not all models fit in memory at once.')
          : t('The bots take turns, so that none slows down the others.')}
      </p>
      {plan.length > 1 && (
        <p data-testid="plan">
          <span class="visually-hidden">{planText(plan, t, locale)}</span>
          <span class="plan" aria-hidden="true">
            {plan.map((group, place) => (
              <span key={place} class="plan-group">
                {place > 0 && <span class="plan-arrow">→</span>}
                {group.map((each, index) => (
                  <span key={each}>
                    {index > 0 && ' + '}
                    <span class={each === seat ? 'plan-seat is-own' : 'plan-seat'}>{each}</span>
                  </span>
                ))}
              </span>
            ))}
          </span>
        </p>
      )}
      {others === 1 && <p>{t('1 reply of another session goes first.')}</p>}
      {others > 1 && <p>{t('{0} replies of other sessions go first.', others)}</p>}
    </>
  );
}

interface RestartingProps {
  readonly restarting: Progress & { readonly kind: 'restarting' };
}

function Restarting({ restarting }: RestartingProps) {
  const seconds = Math.max(1, useSecondsLeft(restarting));
  return <p>{t('Starts again in {0} s, because its process ended repeatedly.', seconds)}</p>;
}

interface RetryingProps {
  readonly retrying: Progress & { readonly kind: 'retrying' };
}

function Retrying({ retrying }: RetryingProps) {
  const seconds = useSecondsLeft(retrying);
  return (
    <p>
      {retryReason(retrying.why)}{' '}
      {seconds > 0 ? t('It is asked again in {0} s.', seconds) : t('It is asked again now.')}
    </p>
  );
}

function retryReason(why: (Progress & { readonly kind: 'retrying' })['why']): string {
  switch (why) {
    case 'busy':
      return t('The server has too much to do.');
    case 'loading':
      return t('The server is loading the model.');
    case 'failing':
      return t('The server had an error.');
    case 'absent':
      return t('The server cannot be reached.');
    default:
      return assertNever(why);
  }
}

/** Counts down a pause that began when it was told. */
function useSecondsLeft(pause: { readonly pauseMs: number }): number {
  const [left, setLeft] = useState(pause.pauseMs);
  useEffect(() => {
    const end = performance.now() + pause.pauseMs;
    setLeft(pause.pauseMs);
    const timer = setInterval(() => setLeft(end - performance.now()), 1000);
    return () => clearInterval(timer);
  }, [pause]);
  return Math.max(0, Math.ceil(left / 1000));
}
