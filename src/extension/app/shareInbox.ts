import {
  unsoundSession,
  unsoundTurn,
  unsoundVote,
  type Unsound,
} from '../../core/formats/import/own/soundness.ts';
import { endedTurn, tidySession } from '../../core/formats/import/own/tidy.ts';
import type { SessionRecord } from '../../core/formats/record.ts';
import type { Shared } from '../../core/formats/sharedLine.ts';
import type { Session, SessionId, Turn, TurnId, Vote, VoteId } from '../../core/model.ts';
import { inEnglish } from '../../core/text.ts';
import type { Log, MergeOutcome, RecordStore, SessionStore } from './ports.ts';

/** Marks a session that came through the shared folder. */
const ORIGIN = 'shared';
/** Sessions merged in one write. */
const BATCH = 25;
/** Lines that may wait once all is read: whatever they belong to is in no file. */
const MOST_WAITING = 10_000;
/** While the files are read; what they wait for may be in the next. */
const MOST_MEANWHILE = 100_000;
/** Of an id that stands in the log, in UTF-16 code units. */
const SHOWN = 80;

interface Waiting {
  session?: Session;
  readonly turns: Map<TurnId, Turn>;
  readonly votes: Map<VoteId, Vote>;
}

/** What was read of the shared folder and is not merged yet, because something it belongs to is missing. */
export class ShareInbox {
  readonly #sessions: SessionStore;
  readonly #records: RecordStore;
  readonly #log: Log;
  readonly #waiting = new Map<SessionId, Waiting>();
  /** Those that something came for since the last settling. */
  #touched = new Set<SessionId>();
  /** What is stored, as `vote id`: lines that git doubles or brings again need no second look. */
  readonly #stored = new Set<string>();
  readonly #told = new Set<string>();

  constructor(
    { sessions, records }: { readonly sessions: SessionStore; readonly records: RecordStore },
    log: Log,
  ) {
    this.#sessions = sessions;
    this.#records = records;
    this.#log = log;
  }

  take(shared: Shared): void {
    switch (shared.kind) {
      case 'session': {
        const { session } = shared;
        if (this.#stored.has(`session ${session.id}`)) return;
        const unsound = unsoundSession(session, [], inEnglish);
        if (unsound) this.#tellUnsound('session', session.id, unsound);
        else this.#at(session.id).session ??= { ...tidySession(session), pinned: false };
        return;
      }
      case 'turn': {
        const { turn } = shared;
        if (this.#stored.has(`turn ${turn.id}`)) return;
        this.#at(turn.sessionId).turns.set(turn.id, endedTurn(turn));
        return;
      }
      case 'vote': {
        const { vote } = shared;
        if (this.#stored.has(`vote ${vote.id}`)) return;
        this.#at(vote.sessionId).votes.set(vote.id, vote);
      }
    }
  }

  /**
   * Merges what is complete; the rest stays, but not more and more of it. Sessions that were removed
   * here are forgotten.
   *
   * @param which all that waits, or only what something came for since the last settling.
   * @returns the sessions that are new or got something new.
   */
  async settle(which: 'touched' | 'all'): Promise<readonly SessionId[]> {
    const ids = [...(which === 'all' ? this.#waiting.keys() : this.#touched)];
    this.#touched = new Set();
    const removed = await this.#sessions.removed(ids);
    for (const id of removed) this.#waiting.delete(id);
    const changed: SessionId[] = [];
    let batch: SessionRecord[] = [];
    for (const id of ids.filter(each => !removed.has(each))) {
      const ready = await this.#readyOf(id);
      if (ready) batch.push(ready);
      if (batch.length < BATCH) continue;
      changed.push(...(await this.#merge(batch)));
      batch = [];
    }
    changed.push(...(await this.#merge(batch)));
    this.#dropOldest(which === 'all' ? MOST_WAITING : MOST_MEANWHILE);
    return changed;
  }

  #at(id: SessionId): Waiting {
    this.#touched.add(id);
    let waiting = this.#waiting.get(id);
    if (!waiting) {
      waiting = { turns: new Map(), votes: new Map() };
      this.#waiting.set(id, waiting);
    }
    return waiting;
  }

  /** What of this session can be merged now; undefined if nothing can. */
  async #readyOf(id: SessionId): Promise<SessionRecord | undefined> {
    const waiting = this.#waiting.get(id);
    if (!waiting) return undefined;
    const stored = await this.#records.get(id);
    if (stored) this.#forget(stored);
    const session = stored?.session ?? waiting.session;
    if (!session) return undefined;
    const turns: Turn[] = [...(stored?.turns ?? [])];
    const known = new Set(turns.map(turn => turn.id));
    const ready: Turn[] = [];
    for (const turn of [...waiting.turns.values()].sort((a, b) => a.index - b.index)) {
      const unsound = unsoundTurn(turn, session, inEnglish);
      if (unsound) {
        this.#tellUnsound('turn', turn.id, unsound);
        waiting.turns.delete(turn.id);
        continue;
      }
      if (turn.index > turns.length) break;
      ready.push(turn);
      known.add(turn.id);
      if (turn.index === turns.length) turns.push(turn);
    }
    const votes: Vote[] = [];
    for (const vote of waiting.votes.values()) {
      if (vote.turnId !== undefined && !known.has(vote.turnId)) continue;
      const unsound = unsoundVote(vote, session, known, inEnglish);
      if (!unsound) {
        votes.push(vote);
        continue;
      }
      this.#tellUnsound('vote', vote.id, unsound);
      waiting.votes.delete(vote.id);
    }
    // A session by itself waits for something in it: the store may take no empty one.
    if (ready.length + votes.length === 0) return undefined;
    const record = { session: stored?.session ?? { ...session, origin: session.origin ?? ORIGIN } };
    return { ...record, turns: ready, votes: votes.sort((a, b) => a.castAt - b.castAt) };
  }

  /** Merges them together, or if that is refused one by one, so that a bad one stops no other. */
  async #merge(records: readonly SessionRecord[]): Promise<readonly SessionId[]> {
    if (records.length === 0) return [];
    let outcomes: readonly MergeOutcome[];
    try {
      outcomes = await this.#records.merge(records, { keepRemoved: true });
    } catch (error) {
      if (records.length === 1) {
        if (isRefusal(error)) this.#giveUp(records, error);
        else
          this.#log.error('A shared session could not be stored; it is tried again later', error);
        return [];
      }
      const one = await Promise.all(records.map(record => this.#merge([record])));
      return one.flat();
    }
    for (const record of records) this.#forget(record);
    for (const outcome of outcomes) this.#tellConflicts(outcome);
    return outcomes.filter(({ kind }) => kind !== 'known').map(({ id }) => id);
  }

  /** Two people went on with one session, each with turns of their own: ours stay. */
  #tellConflicts({ id, conflicts }: MergeOutcome): void {
    for (const turn of conflicts.filter(what => /^turn \d+$/.test(what))) {
      const message = `Shared session ${named(id)}: ${turn} is another one here, which stays`;
      if (!this.#told.has(message)) this.#log.warn(message);
      this.#told.add(message);
    }
  }

  /** The store takes none of it, however often it is tried. */
  #giveUp(records: readonly SessionRecord[], error: unknown): void {
    for (const record of records) {
      this.#forget(record);
      const message = `Shared session ${named(record.session.id)} cannot be stored and is left out`;
      if (!this.#told.has(message)) this.#log.error(message, error);
      this.#told.add(message);
    }
  }

  #tellUnsound(kind: Shared['kind'], id: string, { path, why }: Unsound): void {
    const message = `Shared ${kind} ${named(id)} is left out: ${path}: ${why}`;
    if (!this.#told.has(message)) this.#log.warn(message);
    this.#told.add(message);
  }

  #dropOldest(most: number): void {
    let count = 0;
    for (const waiting of this.#waiting.values()) count += linesIn(waiting);
    let dropped = 0;
    for (const [id, waiting] of this.#waiting) {
      if (count - dropped <= most) break;
      dropped += linesIn(waiting);
      this.#waiting.delete(id);
    }
    if (dropped === 0) return;
    this.#log.warn(`${dropped} shared lines are left out: too many wait for a session or a turn`);
  }

  /** What is stored, or was refused, is not looked at again. */
  #forget({ session, turns, votes }: SessionRecord): void {
    this.#stored.add(`session ${session.id}`);
    for (const { id } of turns) this.#stored.add(`turn ${id}`);
    for (const { id } of votes) this.#stored.add(`vote ${id}`);
    const waiting = this.#waiting.get(session.id);
    if (!waiting) return;
    delete waiting.session;
    for (const { id } of turns) waiting.turns.delete(id);
    for (const { id } of votes) waiting.votes.delete(id);
    if (waiting.turns.size + waiting.votes.size === 0) this.#waiting.delete(session.id);
  }
}

function linesIn({ session, turns, votes }: Waiting): number {
  return (session ? 1 : 0) + turns.size + votes.size;
}

/** An error of the store that another try does not mend. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'refused';
}

/** An id of unknown origin as it may stand in the log. */
function named(id: string): string {
  return JSON.stringify(id.slice(0, SHOWN));
}
