import type { SessionRecord } from '../../core/formats/record.ts';
import { hasEnded, type Reply, type SessionId } from '../../core/model.ts';
import type { Disposable } from '../../core/std/disposable.ts';
import type { Translate } from '../../core/text.ts';
import { LiveSession } from './liveSession.ts';
import type { Stores } from './ports.ts';
import { Refusal } from './refusal.ts';

/** Hears what reading the store anew has changed. */
interface ReloadListener {
  reloaded(live: LiveSession): void;
  /** The session is no longer stored. */
  gone(id: SessionId): void;
}

/** The sessions in memory: those that somebody looks at or a bot answers in. */
export class LiveSessions {
  readonly #stores: Stores;
  readonly #t: Translate;
  readonly #listener: ReloadListener;
  readonly #live = new Map<SessionId, LiveSession>();
  readonly #loading = new Map<SessionId, Promise<LiveSession>>();
  readonly #watchers = new Map<SessionId, number>();

  constructor(stores: Stores, t: Translate, listener: ReloadListener) {
    this.#stores = stores;
    this.#t = t;
    this.#listener = listener;
  }

  /** Those in memory at this instant. */
  all(): Iterable<LiveSession> {
    return this.#live.values();
  }

  /** Loaded if need be; whoever does not watch it calls `release` when done. @throws Refusal `unknownSession` */
  get(id: SessionId): Promise<LiveSession> {
    const known = this.#live.get(id);
    if (known) return Promise.resolve(known);
    const loading = this.#loading.get(id) ?? this.#load(id);
    this.#loading.set(id, loading);
    return loading.finally(() => this.#loading.delete(id));
  }

  /** Keeps the session in memory until disposed. */
  watch(id: SessionId): Disposable {
    this.#watchers.set(id, (this.#watchers.get(id) ?? 0) + 1);
    let watching = true;
    return {
      dispose: () => {
        if (!watching) return;
        watching = false;
        this.#watchers.set(id, (this.#watchers.get(id) ?? 1) - 1);
        this.release(id);
      },
    };
  }

  /** Lets the session leave the memory, unless somebody watches it or a bot answers in it. */
  release(id: SessionId): void {
    const live = this.#live.get(id);
    if ((this.#watchers.get(id) ?? 0) > 0 || !live) return;
    if (!isBusy(live)) this.#live.delete(id);
  }

  /** The session goes for good: what answers in it is stopped, and nothing starts in it any more. */
  remove(id: SessionId): void {
    this.#live.get(id)?.remove();
    this.#live.delete(id);
  }

  /** The store has changed from outside: reads every session again in which nothing runs. */
  async reloadAll(): Promise<void> {
    await this.reload([...this.#live.keys()]);
  }

  /** The same for those of these sessions that are in memory. */
  async reload(ids: readonly SessionId[]): Promise<void> {
    for (const id of ids) {
      // What is being loaded may have been read before the change.
      await this.#loading.get(id)?.catch(() => undefined);
      const live = this.#live.get(id);
      if (!live || isBusy(live)) continue;
      const record = await this.#stores.records.get(id);
      // Meanwhile it may have begun to run, and then its memory is the truth.
      if (this.#live.get(id) !== live || isBusy(live)) continue;
      if (record) {
        live.reset(settled(record));
        this.#listener.reloaded(live);
      } else this.#listener.gone(id);
    }
  }

  async #load(id: SessionId): Promise<LiveSession> {
    const record = await this.#stores.records.get(id);
    if (!record) throw new Refusal('unknownSession', this.#t('This session has been deleted.'));
    const live = new LiveSession(settled(record));
    this.#live.set(id, live);
    return live;
  }
}

function isBusy(live: LiveSession): boolean {
  return live.running.size > 0 || live.storing;
}

function settled(record: SessionRecord): SessionRecord {
  const turns = record.turns.map(turn => ({ ...turn, replies: turn.replies.map(settle) }));
  return { ...record, turns };
}

/** What is loaded does not run: a reply whose end could not be stored must not block its session. */
function settle(reply: Reply): Reply {
  return hasEnded(reply)
    ? reply
    : { ...reply, state: { kind: 'failed', code: 'interrupted', message: '' } };
}
