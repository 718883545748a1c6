import type { SessionId } from '../../core/model.ts';
import type { BallotStore, VotedSession } from './ports.ts';
import type { VoteCounter } from './voteCounter.ts';

/** Turns and votes that are read at once: some milliseconds, so that nobody waits for them. */
const SLICE = 150;

/** Brings a counter what is stored: all of it once, then what has changed. */
export class BallotBox {
  readonly #store: BallotStore;
  readonly #start: () => VoteCounter;
  #counter: VoteCounter | undefined;
  #voted = new Map<SessionId, VotedSession>();
  /** What the counter holds otherwise, or not at all; also what is gone. */
  #untold = new Set<SessionId>();
  #version = 0;
  /** What may have changed since it was looked at. */
  #toLookAt: Set<SessionId> | 'all' = 'all';
  #isEnded = false;
  #working: Promise<unknown> = Promise.resolve();

  constructor(store: BallotStore, start: () => VoteCounter) {
    this.#store = store;
    this.#start = start;
  }

  /**
   * Something was stored in these sessions: they are looked at before the next answer. Without any, all
   * are, which takes as long as there are many.
   */
  outdate(ids: readonly SessionId[]): void {
    if (ids.length === 0) this.#toLookAt = 'all';
    else if (this.#toLookAt !== 'all') for (const id of ids) this.#toLookAt.add(id);
  }

  /** A number that grows whenever the ballots change. */
  version(): Promise<number> {
    return this.#inTurn(async () => {
      await this.#look();
      return this.#version;
    });
  }

  /** The counter, once it holds all that is stored. To be asked at once: later it may be over. */
  counter(): Promise<VoteCounter> {
    return this.#inTurn(async () => {
      await this.#look();
      if (this.#isEnded) throw new Error('The window is closing.');
      if (!this.#counter || this.#counter.isOver) {
        this.#counter = this.#start();
        this.#untold = new Set(this.#voted.keys());
      }
      await this.#tell(this.#counter);
      return this.#counter;
    });
  }

  /** Ends the counter, whatever is under way; no other one is started. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#counter?.end();
  }

  /** One after the other: two readers at once would both read all. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => undefined);
    return done;
  }

  async #look(): Promise<void> {
    const looked = this.#toLookAt;
    if (looked !== 'all' && looked.size === 0) return;
    // Before it is read: what is stored meanwhile is looked at the next time.
    this.#toLookAt = new Set();
    try {
      const found = await this.#store.voted(looked === 'all' ? undefined : [...looked]);
      const now = new Map(found.map(session => [session.id, session]));
      const ids = looked === 'all' ? [...this.#voted.keys(), ...now.keys()] : looked;
      this.#compare(ids, now);
    } catch (error) {
      this.outdate(looked === 'all' ? [] : [...looked]);
      throw error;
    }
  }

  #compare(ids: Iterable<SessionId>, now: ReadonlyMap<SessionId, VotedSession>): void {
    let isSame = true;
    for (const id of ids) {
      const session = now.get(id);
      if (session?.mark === this.#voted.get(id)?.mark) continue;
      isSame = false;
      this.#untold.add(id);
      if (session) this.#voted.set(id, session);
      else this.#voted.delete(id);
    }
    if (!isSame) this.#version++;
  }

  async #tell(counter: VoteCounter): Promise<void> {
    const gone = [...this.#untold].filter(id => !this.#voted.has(id));
    if (gone.length > 0) {
      await counter.take({ changed: [], gone, unreadable: [] });
      for (const id of gone) this.#untold.delete(id);
    }
    const changed = [...this.#untold].flatMap(id => this.#voted.get(id) ?? []);
    for (const slice of slicesOf(changed)) {
      const ids = slice.map(({ id }) => id);
      const { records, unreadable } = await this.#store.records(ids);
      const found = new Set([...records.map(({ session }) => session.id), ...unreadable]);
      const missing = ids.filter(id => !found.has(id));
      await counter.take({ changed: records, gone: missing, unreadable });
      for (const id of ids) this.#untold.delete(id);
    }
  }
}

/** As many sessions at once as are read in a short time; a large one alone. */
function* slicesOf(sessions: readonly VotedSession[]): Iterable<readonly VotedSession[]> {
  let slice: VotedSession[] = [];
  let size = 0;
  for (const session of sessions) {
    if (slice.length > 0 && size + session.size > SLICE) {
      yield slice;
      [slice, size] = [[], 0];
    }
    slice.push(session);
    size += session.size;
  }
  if (slice.length > 0) yield slice;
}
