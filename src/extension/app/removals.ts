import type { SessionRecord } from '../../core/formats/record.ts';
import type { Reply, ReplyId, SessionId } from '../../core/model.ts';
import type { Translate } from '../../core/text.ts';
import type { Arena } from './arena.ts';
import { asStopped } from './interrupted.ts';
import type { Stores, World } from './ports.ts';
import { Refusal } from './refusal.ts';
import { isRefused } from './refused.ts';
import { textSize } from './textSize.ts';

/** Sessions that were removed together. */
export interface Removed {
  readonly ids: readonly SessionId[];
  /**
   * Brings everything back, votes included; a second time does nothing.
   *
   * @throws Refusal `tooLate` once so much else was removed that this is no longer kept.
   */
  undo(): Promise<void>;
}

/** So many sessions are read or written before the editor goes on. */
const SESSIONS_A_SLICE = 50;
/** What is kept for an undo, the last removal excepted; text in UTF-16 code units. */
const KEPT = { removals: 20, text: 50_000_000 };
/** So often sessions are read again that changed while they were read. */
const ATTEMPTS = 5;

interface Kept {
  readonly removed: Removed;
  readonly records: readonly SessionRecord[];
  /** Of the texts, in UTF-16 code units. */
  readonly size: number;
}

/**
 * Removes sessions and can bring the last removals back. What was removed is held in memory until the
 * undo or the end of the window, the oldest only as long as there is room.
 */
export class Removals {
  readonly #stores: Stores;
  readonly #arena: Arena;
  readonly #world: World;
  readonly #t: Translate;
  readonly #onRestored: (ids: readonly SessionId[]) => void;
  readonly #undone = new WeakSet<Removed>();
  /** Oldest first. */
  #kept: readonly Kept[] = [];

  constructor(parts: {
    readonly stores: Stores;
    readonly arena: Arena;
    readonly world: World;
    readonly t: Translate;
    readonly onRestored: (ids: readonly SessionId[]) => void;
  }) {
    this.#stores = parts.stores;
    this.#arena = parts.arena;
    this.#world = parts.world;
    this.#t = parts.t;
    this.#onRestored = parts.onRestored;
  }

  /** What was removed is not to come back. */
  forget(): void {
    this.#kept = [];
  }

  /** Stops what runs in the sessions and removes them with their turns and votes. */
  async remove(ids: readonly SessionId[]): Promise<Removed> {
    const spoken = this.#stop(new Set(ids));
    const stored = await this.#removeAsRead(ids);
    const records = stored.map(record => withTexts(record, spoken));
    for (const id of ids) this.#arena.forget(id);
    const removed: Removed = {
      ids: records.map(({ session }) => session.id),
      undo: async () => {
        await this.#undo(removed);
      },
    };
    if (records.length > 0) this.#keep({ removed, records, size: sizeOf(records) });
    return removed;
  }

  /** Brings back the last removal that was not undone. @returns how many sessions; 0 if there is none. */
  async undoLast(): Promise<number> {
    const last = this.#kept.findLast(each => !this.#undone.has(each.removed));
    return last ? this.#undo(last.removed) : 0;
  }

  /** @returns the sessions exactly as they were when they were removed, so that an undo loses nothing. */
  async #removeAsRead(ids: readonly SessionId[]): Promise<readonly SessionRecord[]> {
    for (let attempt = 1; ; attempt++) {
      const records: SessionRecord[] = [];
      for (const [n, id] of ids.entries()) {
        const record = await this.#stores.records.get(id);
        if (record) records.push(record);
        if (n % SESSIONS_A_SLICE === SESSIONS_A_SLICE - 1) await nextTick();
      }
      if (records.length === 0) return [];
      const found = records.map(({ session }) => session.id);
      try {
        await this.#stores.sessions.remove(found, this.#world.now(), records);
        return records;
      } catch (error) {
        // Something came since they were read, perhaps from another window.
        if (!isRefused(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  #keep(kept: Kept): void {
    const all = [...this.#kept, kept].slice(-KEPT.removals);
    let size = all.reduce((sum, each) => sum + each.size, 0);
    while (all.length > 1 && size > KEPT.text) size -= all.shift()?.size ?? 0;
    this.#kept = all;
  }

  async #undo(removed: Removed): Promise<number> {
    if (this.#undone.has(removed)) return 0;
    const kept = this.#kept.find(each => each.removed === removed);
    if (!kept && removed.ids.length === 0) return 0;
    if (!kept) throw new Refusal('tooLate', this.#t('This deletion can no longer be undone.'));
    this.#undone.add(removed);
    try {
      for (let from = 0; from < kept.records.length; from += SESSIONS_A_SLICE)
        await this.#stores.records.merge(kept.records.slice(from, from + SESSIONS_A_SLICE));
    } catch (error) {
      // It can be tried again: what came back already is then known.
      this.#undone.delete(removed);
      this.#onRestored(removed.ids);
      throw error;
    }
    this.#kept = this.#kept.filter(each => each !== kept);
    this.#onRestored(removed.ids);
    return removed.ids.length;
  }

  /** @returns the replies that were under way: memory has more of their text than the store. */
  #stop(ids: ReadonlySet<SessionId>): ReadonlyMap<ReplyId, Reply> {
    const spoken = new Map<ReplyId, Reply>();
    for (const live of [...this.#arena.sessions.all()]) {
      if (!ids.has(live.session.id)) continue;
      for (const replyId of live.running.keys()) {
        const found = live.findReply(replyId);
        if (found) spoken.set(replyId, found.reply);
      }
    }
    for (const id of ids) this.#arena.sessions.remove(id);
    return spoken;
  }
}

function withTexts(record: SessionRecord, spoken: ReadonlyMap<ReplyId, Reply>): SessionRecord {
  const turns = record.turns.map(turn => ({
    ...turn,
    replies: turn.replies.map(reply => asStopped(spoken.get(reply.id) ?? reply)),
  }));
  return { ...record, turns };
}

function sizeOf(records: readonly SessionRecord[]): number {
  let size = 0;
  for (const { turns, votes } of records) {
    size += textSize(turns);
    for (const { comment } of votes) size += comment.length;
  }
  return size;
}

function nextTick(): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, 0);
  });
}
