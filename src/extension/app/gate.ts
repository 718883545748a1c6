import {
  hasEnded,
  type Reply,
  type Seat,
  type Session,
  type Turn,
  type Vote,
} from '../../core/model.ts';
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
  const { session, turns, trusted } = state;
  const last = turns.at(-1);
  const vote = voteGate(state);
  // What has been voted on stays as it was seen.
  const mayRetry = last !== undefined && trusted && vote !== 'annotated' && vote !== 'cast';
  return {
    ask: askGate(state),
    vote,
    winners: winnersOf(judgedTurns(session, turns)),
    ...(mayRetry ? { retryIn: last.id } : {}),
  };
}

/** The turns that the next vote is on: the last one, or in session mode all of them. */
export function judgedTurns(
  { annotationMode }: Pick<Session, 'annotationMode'>,
  turns: readonly Turn[],
): readonly Turn[] {
  return annotationMode === 'reply' ? turns.slice(-1) : turns;
}

/** The seats that answered at least once in these turns; a failure cannot be the best. */
export function winnersOf(turns: readonly Turn[]): readonly Seat[] {
  const answered = turns.flatMap(({ replies }) => replies.filter(isAnswer));
  return [...new Set(answered.map(({ seat }) => seat))].sort();
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
function isJudgeable(turn: Turn): boolean {
  return turn.replies.some(isAnswer);
}

function isAnswer({ state, text }: Reply): boolean {
  return state.kind !== 'failed' && text !== '';
}

function isVoted(turn: Turn, votes: readonly Vote[]): boolean {
  return standing(votes).some(vote => vote.turnId === turn.id);
}
