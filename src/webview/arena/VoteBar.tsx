import type { Session, Verdict } from '../../core/model.ts';
import { orderFault, orderText } from '../../core/order.ts';
import { t } from '../l10n.ts';
import { Button, TextField } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { focusComposer } from './focus.ts';
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
  const { vote: gate, winners } = arena.view.gate.value;
  const lastTurn = arena.view.turns.value.at(-1)?.id;
  const turnId = session.annotationMode === 'reply' ? lastTurn : undefined;
  const given = arena.view.votes.value.find(vote => vote.turnId === turnId)?.verdict;
  const isOpen = gate === 'open' || gate === 'cast';

  const mayCast = (verdict: Verdict): boolean =>
    isOpen &&
    (verdict.kind === 'ranking'
      ? orderFault(verdict.order, winners) === undefined
      : verdict.kind !== 'best' || winners.includes(verdict.winner));

  const cast = async (verdict: Verdict): Promise<void> => {
    const written = arena.comment.peek();
    const comment = written.trim();
    const isNews = !given || !isSameVerdict(given, verdict) || comment !== '';
    if (!mayCast(verdict) || !isNews) return;
    const isStored = await arena.tell('vote/cast', { ...(turnId && { turnId }), verdict, comment });
    if (isStored && arena.comment.peek() === written) arena.setComment('');
  };

  // Only with the focus in here: a key pressed anywhere else must not close a session for good.
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      focusComposer();
      return;
    }
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    const verdict = verdictOfKey(
      event.key,
      session.seats.map(({ seat }) => seat),
    );
    if (!verdict || !mayCast(verdict)) return;
    event.preventDefault();
    // The others may be disabled by this vote, and would lose the focus.
    event.currentTarget.querySelector<HTMLElement>(`[data-testid="${testIdOf(verdict)}"]`)?.focus();
    void cast(verdict);
  };

  const button = (verdict: Verdict, label: string, key?: string, name?: string) => (
    <VoteButton
      key={testIdOf(verdict)}
      testId={testIdOf(verdict)}
      label={label}
      name={name}
      hotkey={key}
      isGiven={given !== undefined && isSameVerdict(given, verdict)}
      isOpen={mayCast(verdict)}
      whyNot={
        isOpen && verdict.kind === 'best' ? t('{0} has not answered', verdict.winner) : undefined
      }
      onVote={() => void cast(verdict)}
    />
  );

  return (
    <section class="vote-bar" aria-label={t('Your vote')} tabIndex={-1} onKeyDown={onKeyDown}>
      <span class="muted vote-gate" data-testid="vote-gate" data-gate={gate} role="status">
        {GATE[gate]}
      </span>
      <div class="vote-buttons">
        {session.seats.map(({ seat, name }, index) =>
          button({ kind: 'best', winner: seat }, t('{0} is best', seat), keyOfSeat(index), name),
        )}
        {button({ kind: 'allGood' }, t('All good'), ALL_GOOD_KEY)}
        {button({ kind: 'allBad' }, t('All bad'), ALL_BAD_KEY)}
        {given?.kind === 'ranking' && button(given, orderText(given.order))}
        {gate === 'open' && (
          <TextField
            testId="vote-comment"
            label={t('Why? (optional)')}
            value={arena.comment.value}
            onInput={comment => arena.setComment(comment)}
          />
        )}
        {gate === 'annotated' && (
          <Button look="primary" onClick={() => void arena.tell('session/new', {})}>
            {t('New Session')}
          </Button>
        )}
      </div>
    </section>
  );
}

const testIdOf = (verdict: Verdict): string =>
  verdict.kind === 'best' ? `vote-best-${verdict.winner}` : `vote-${verdict.kind}`;
