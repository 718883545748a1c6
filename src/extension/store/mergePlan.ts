import type { SessionRecord } from '../../core/formats/record.ts';
import type { Session, SessionId, Turn, Vote } from '../../core/model.ts';
import { standing } from '../../core/ranking/battles.ts';
import type { MergeOptions, MergeOutcome } from '../app/ports.ts';
import { sameValue } from './sameValue.ts';
import { insertSession, NOT_REMOVED } from './sessions.ts';
import { statement } from './statement.ts';
import type { Statement } from './statement.ts';
import { insertTurn } from './turns.ts';
import { insertVote } from './votes.ts';

/** What there is already of what is to be merged. */
export interface Stored {
  readonly records: readonly SessionRecord[];
  /** To which session a turn, a reply or a vote of this id belongs. */
  readonly turnOwners: Map<string, SessionId>;
  readonly replyOwners: Map<string, SessionId>;
  readonly voteOwners: Map<string, SessionId>;
  /** Those of the sessions that were removed here. */
  readonly removed: ReadonlySet<SessionId>;
}

/**
 * What of a session must agree, with the words for it. Not `updatedAt`: it follows from the turns
 * and votes. `annotatedAt` is looked at on its own: a vote that is added may set it.
 */
const COMPARED = [
  ['title', 'title'],
  ['mode', 'mode'],
  ['annotationMode', 'annotation mode'],
  ['createdAt', 'created at'],
  ['pinned', 'pinned'],
  ['tags', 'tags'],
  ['origin', 'origin'],
  ['seats', 'bots'],
] as const satisfies readonly (readonly [keyof Session, string])[];

/** A session while records are merged into it: what is stored, and what is added so far. */
interface Target {
  session: Session;
  /** By id, in order of asking. */
  readonly turns: Map<string, Turn>;
  readonly votes: Map<string, Vote>;
}

/** What merging these records adds, and the statements that do it. Later records see earlier ones. */
export class MergePlan {
  readonly outcomes: readonly MergeOutcome[];
  readonly statements: Statement[] = [];
  readonly #stored: Stored;
  readonly #keepRemoved: boolean;
  readonly #targets = new Map<SessionId, Target>();

  constructor(stored: Stored, records: readonly SessionRecord[], options: MergeOptions = {}) {
    this.#stored = stored;
    this.#keepRemoved = options.keepRemoved ?? false;
    for (const { session, turns, votes } of stored.records) {
      this.#targets.set(session.id, {
        session,
        turns: new Map(turns.map(turn => [turn.id, turn])),
        votes: new Map(votes.map(vote => [vote.id, vote])),
      });
    }
    this.outcomes = records.map(record => this.#merge(record));
  }

  #merge({ session, turns, votes }: SessionRecord): MergeOutcome {
    const { id } = session;
    const known = this.#targets.get(id);
    const isWanted =
      (session.title !== '' || turns.length + votes.length > 0) &&
      !(this.#keepRemoved && this.#stored.removed.has(id));
    if (!known && !isWanted)
      return { id, kind: 'known', turnsAdded: 0, votesAdded: 0, conflicts: [] };
    const conflicts = known ? differencesOf(session, known.session) : [];
    const target = known ?? {
      session,
      turns: new Map<string, Turn>(),
      votes: new Map<string, Vote>(),
    };
    if (!known) {
      this.#targets.set(id, target);
      if (this.#keepRemoved) this.statements.push(...insertSession(session, NOT_REMOVED));
      else
        this.statements.push(
          ...insertSession(session),
          statement('DELETE FROM removed_sessions WHERE id = ?', [id]),
        );
    }
    const turnsAdded = count(turns, turn => this.#addTurn(target, turn, conflicts));
    const superseded = new Set(votes.flatMap(vote => vote.supersedes ?? []));
    const votesAdded = count(votes, vote =>
      this.#addVote(target, vote, superseded.has(vote.id), conflicts),
    );
    const extended = known !== undefined && turnsAdded + votesAdded > 0;
    if (extended) this.#updateSession(target, session, votes);
    const kind = !known ? 'added' : extended ? 'extended' : 'known';
    return { id, kind, turnsAdded, votesAdded, conflicts };
  }

  #addTurn({ session, turns }: Target, turn: Turn, conflicts: string[]): boolean {
    const name = `turn ${turn.index + 1}`;
    const stored = turns.get(turn.id);
    if (stored) {
      conflicts.push(...turnDifferences(turn, stored, name));
      return false;
    }
    const { turnOwners, replyOwners } = this.#stored;
    const replyIds = new Set(turn.replies.map(({ id }) => id));
    const isFree =
      !turnOwners.has(turn.id) &&
      replyIds.size === turn.replies.length &&
      ![...replyIds].some(id => replyOwners.has(id));
    const fits =
      turn.sessionId === session.id &&
      turn.index === turns.size &&
      turn.replies.every(({ turnId }) => turnId === turn.id);
    if (!isFree || !fits) {
      conflicts.push(name);
      return false;
    }
    turns.set(turn.id, turn);
    turnOwners.set(turn.id, session.id);
    for (const id of replyIds) replyOwners.set(id, session.id);
    this.statements.push(...insertTurn(turn));
    return true;
  }

  #addVote(target: Target, vote: Vote, isOld: boolean, conflicts: string[]): boolean {
    const { session, turns, votes } = target;
    const stored = votes.get(vote.id);
    if (stored) {
      if (!sameValue(stored, vote)) conflicts.push(vote.id);
      return false;
    }
    const hasTurn = vote.turnId === undefined || turns.has(vote.turnId);
    const { voteOwners } = this.#stored;
    if (
      voteOwners.has(vote.id) ||
      vote.sessionId !== session.id ||
      !hasTurn ||
      (!isOld && isSecond(vote, target))
    ) {
      conflicts.push(vote.id);
      return false;
    }
    votes.set(vote.id, vote);
    voteOwners.set(vote.id, session.id);
    this.statements.push(...insertVote(vote));
    return true;
  }

  /** The session got something new: it moves up in the list, and a vote on the whole of it closes it. */
  #updateSession(
    target: Target,
    { updatedAt, annotatedAt }: Session,
    votes: readonly Vote[],
  ): void {
    const { session } = target;
    const onSession = votes.findLast(
      vote => vote.turnId === undefined && target.votes.get(vote.id) === vote,
    );
    const closing =
      onSession && session.annotationMode === 'session'
        ? (annotatedAt ?? onSession.castAt)
        : undefined;
    target.session = {
      ...session,
      updatedAt: Math.max(session.updatedAt, updatedAt),
      annotatedAt: session.annotatedAt ?? closing,
    };
    this.statements.push(
      statement(
        `UPDATE sessions SET updated_at = max(updated_at, ?),
          annotated_at = coalesce(annotated_at, ?) WHERE id = ?`,
        [updatedAt, closing ?? null, session.id],
      ),
    );
  }
}

/**
 * Whether the voter has judged the whole session already, on another machine, say: both votes would
 * count. A session without turns is a heap of comparisons, and may have any number by one voter.
 */
function isSecond(vote: Vote, { session, turns, votes }: Target): boolean {
  if (vote.turnId !== undefined || session.annotationMode !== 'session' || turns.size === 0)
    return false;
  const theirs = [...votes.values()].filter(
    ({ turnId, voter }) => turnId === undefined && sameValue(voter, vote.voter),
  );
  return (
    !theirs.some(({ supersedes }) => supersedes === vote.id) &&
    standing(theirs).some(({ id }) => id !== vote.supersedes)
  );
}

function differencesOf(session: Session, stored: Session): string[] {
  // Files of others may say no times: then they are those of the import, and other ones each time.
  const hasOwnTimes = session.origin === undefined;
  const differing = COMPARED.filter(
    ([field]) =>
      (hasOwnTimes || field !== 'createdAt') && !sameValue(session[field], stored[field]),
  );
  const bothAnnotated =
    hasOwnTimes && session.annotatedAt !== undefined && stored.annotatedAt !== undefined;
  return [
    ...differing.map(([, name]) => name),
    ...(bothAnnotated && session.annotatedAt !== stored.annotatedAt ? ['annotated at'] : []),
  ];
}

/** A stored reply that the record lacks is no difference: nothing contradicts it. */
function turnDifferences(turn: Turn, stored: Turn, name: string): readonly string[] {
  const isSame = sameValue({ ...turn, replies: [] }, { ...stored, replies: [] });
  const replies = turn.replies.filter(
    reply =>
      !sameValue(
        reply,
        stored.replies.find(({ id }) => id === reply.id),
      ),
  );
  return [...(isSame ? [] : [name]), ...replies.map(({ seat }) => `${name}, ${seat}`)];
}

function count<T>(parts: readonly T[], add: (part: T) => boolean): number {
  return parts.filter(part => add(part)).length;
}
