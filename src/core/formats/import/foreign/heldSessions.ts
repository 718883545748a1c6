import type { SessionId, VoteId } from '../../../model.ts';
import type { SessionRecord } from '../../record.ts';
import type { Found } from '../format.ts';

/** Most sessions, and most characters in them, that wait for later lines of their log. */
const MOST_SESSIONS = 2_000;
const MOST_CHARACTERS = 32_000_000;
/** Of so many sessions the last vote is known, to be superseded by the next. */
const MOST_VOTES = 100_000;

interface Held {
  readonly at: string;
  readonly record: SessionRecord;
  readonly size: number;
}

/** Sessions of a log that later lines may still change; the one longest untouched is given first. */
export class HeldSessions {
  readonly #held = new Map<SessionId, Held>();
  readonly #lastVotes = new Map<SessionId, VoteId>();
  #size = 0;

  get(id: SessionId): SessionRecord | undefined {
    return this.#held.get(id)?.record;
  }

  /** Holds the session in place of what was held of it, and gives those there is no room for. */
  *hold(id: SessionId, at: string, record: SessionRecord): Iterable<Found> {
    this.drop(id);
    const size = sizeOf(record);
    this.#held.set(id, { at, record, size });
    this.#size += size;
    while (this.#held.size > MOST_SESSIONS || this.#size > MOST_CHARACTERS) {
      const [oldest] = this.#held.keys();
      if (oldest === undefined) return;
      yield this.#take(oldest);
    }
  }

  drop(id: SessionId): void {
    this.#size -= this.#held.get(id)?.size ?? 0;
    this.#held.delete(id);
  }

  lastVote(id: SessionId): VoteId | undefined {
    return this.#lastVotes.get(id);
  }

  rememberVote(id: SessionId, vote: VoteId): void {
    this.#lastVotes.delete(id);
    this.#lastVotes.set(id, vote);
    if (this.#lastVotes.size <= MOST_VOTES) return;
    const [oldest] = this.#lastVotes.keys();
    if (oldest !== undefined) this.#lastVotes.delete(oldest);
  }

  *flush(): Iterable<Found> {
    for (const id of [...this.#held.keys()]) yield this.#take(id);
  }

  #take(id: SessionId): Found {
    const { at, record } = this.#held.get(id) as Held;
    this.drop(id);
    return { at, record };
  }
}

function sizeOf({ turns }: SessionRecord): number {
  let size = 0;
  for (const { prompt, replies } of turns) {
    size += prompt.length;
    for (const { text } of replies) size += text.length;
  }
  return size;
}
