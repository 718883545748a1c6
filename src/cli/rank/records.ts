import type { SessionRecord } from '../../core/formats/record.ts';
import type { SessionId } from '../../core/model.ts';

/**
 * Sessions from any number of files. One that several files have is one session, with every turn and vote
 * that any of them knows: a vote counts once, whichever of them is read first.
 */
export class Records {
  readonly #byId = new Map<SessionId, SessionRecord>();

  add(record: SessionRecord): void {
    const { id } = record.session;
    const known = this.#byId.get(id);
    this.#byId.set(id, known ? joined(known, record) : record);
  }

  all(): readonly SessionRecord[] {
    return [...this.#byId.values()];
  }
}

function joined(one: SessionRecord, other: SessionRecord): SessionRecord {
  return {
    session: chosen(one.session, other.session),
    turns: union(one.turns, other.turns).sort((a, b) => a.index - b.index),
    votes: union(one.votes, other.votes).sort((a, b) => a.castAt - b.castAt),
  };
}

function union<T extends { readonly id: string }>(some: readonly T[], others: readonly T[]): T[] {
  const byId = new Map(some.map(each => [each.id, each]));
  for (const each of others) {
    const known = byId.get(each.id);
    byId.set(each.id, known ? chosen(known, each) : each);
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Of two that differ, always the same one: that with more in it, where texts were left out. */
function chosen<T>(one: T, other: T): T {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  if (a.length !== b.length) return a.length > b.length ? one : other;
  return a > b ? one : other;
}
