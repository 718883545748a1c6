import { useEffect, useState } from 'preact/hooks';
import type { Session, Verdict } from '../../core/model.ts';
import { t } from '../l10n.ts';
import { Button, TextField } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { voteGateText } from './gateText.ts';
import { VoteButton } from './VoteButton.tsx';
import { ALL_BAD_KEY, ALL_GOOD_KEY, isSameVerdict, keyOfSeat, verdictOfKey } from './voteKeys.ts';

const GATE = voteGateText(t);

interface VoteBarProps {
  readonly arena: Arena;
  readonly session: Session;
}

/** The verdicts on the last turn or, in session mode, on the whole session. */
export function VoteBar({ arena, session }: VoteBarProps) {
  const [comment, setComment] = useState('');
  const gate = arena.view.gate.value.vote;
  const lastTurn = arena.view.turns.value.at(-1)?.id;
  const turnId = session.annotationMode === 'reply' ? lastTurn : undefined;
  const given = arena.view.votes.value.find(vote => vote.turnId === turnId)?.verdict;
  const isOpen = gate === 'open' || gate === 'cast';

  const cast = (verdict: Verdict): void => {
    const isNews = !given || !isSameVerdict(given, verdict) || comment.trim() !== '';
    if (!isOpen || !isNews) return;
    void arena
      .tell('vote/cast', { ...(turnId && { turnId }), verdict, comment: comment.trim() })
      .then(isStored => {
        if (isStored) setComment('');
      });
  };

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (isTextField(event.composedPath()[0])) return;
      const verdict = verdictOfKey(
        event.key,
        session.seats.map(({ seat }) => seat),
      );
      if (!verdict) return;
      event.preventDefault();
      cast(verdict);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });

  const button = (verdict: Verdict, testId: string, label: string, key?: string, name?: string) => (
    <VoteButton
      key={testId}
      testId={testId}
      label={label}
      name={name}
      hotkey={key}
      isGiven={given !== undefined && isSameVerdict(given, verdict)}
      isOpen={isOpen}
      onVote={() => cast(verdict)}
    />
  );

  return (
    <section class="vote-bar" aria-label={t('Your vote')}>
      <span class="muted vote-gate" data-testid="vote-gate" data-gate={gate} role="status">
        {GATE[gate]}
      </span>
      <div class="vote-buttons">
        {session.seats.map(({ seat, name }, index) =>
          button(
            { kind: 'best', winner: seat },
            `vote-best-${seat}`,
            t('{0} is best', seat),
            keyOfSeat(index),
            name,
          ),
        )}
        {button({ kind: 'allGood' }, 'vote-allGood', t('All good'), ALL_GOOD_KEY)}
        {button({ kind: 'allBad' }, 'vote-allBad', t('All bad'), ALL_BAD_KEY)}
        {gate === 'open' && (
          <TextField
            testId="vote-comment"
            label={t('Why? (optional)')}
            value={comment}
            onInput={setComment}
          />
        )}
        {gate === 'annotated' && (
          <Button look="primary" onClick={() => void arena.tell('session/new', {})}>
            {t('New session')}
          </Button>
        )}
      </div>
    </section>
  );
}

function isTextField(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLInputElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}
