import { hasEnded, type Session, type Turn, type Vote } from '../../core/model.ts';
import { standing } from '../../core/ranking/battles.ts';
import type { Gate } from '../../protocol/arenaPage.ts';

interface State {
  readonly session: Session;
  readonly turns: readonly Turn[];
  readonly votes: readonly Vote[];
  readonly trusted: boolean;
}

/** What a session in this state allows. The pages show it; the use cases enforce the same. */
export function gateOf(state: State): Gate {
  return { ask: askGate(state), vote: voteGate(state) };
}

function askGate({ session, turns, votes, trusted }: State): Gate['ask'] {
  if (session.annotatedAt !== undefined) return 'annotated';
  if (!trusted) return 'untrusted';
  if (session.seats.length === 0) return 'noBots';
  const last = turns.at(-1);
  if (!last) return 'open';
  if (!last.replies.every(hasEnded)) return 'busy';
  if (session.annotationMode === 'reply' && isJudgeable(last) && !isVoted(last, votes)) {
    return 'voteFirst';
  }
  return 'open';
}

function voteGate({ session, turns, votes }: State): Gate['vote'] {
  if (session.annotatedAt !== undefined) return 'annotated';
  const last = turns.at(-1);
  if (!last) return 'nothingYet';
  if (!last.replies.every(hasEnded)) return 'busy';
  if (session.annotationMode === 'reply') {
    if (!isJudgeable(last)) return 'nothingYet';
    return isVoted(last, votes) ? 'cast' : 'open';
  }
  return turns.some(isJudgeable) ? 'open' : 'nothingYet';
}

/** Whether at least one bot answered: a turn that failed everywhere can neither be judged nor block. */
export function isJudgeable(turn: Turn): boolean {
  return turn.replies.some(({ state, text }) => state.kind !== 'failed' && text !== '');
}

function isVoted(turn: Turn, votes: readonly Vote[]): boolean {
  return standing(votes).some(vote => vote.turnId === turn.id);
}
