import type { Session, SessionId } from '../../core/model.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { Translate } from '../../core/text.ts';
import type { Arena } from './arena.ts';
import type { SessionSummary, Settings, Stores, World } from './ports.ts';
import { Refusal } from './refusal.ts';
import { seatAll } from './seating.ts';

/** Lists, begins, renames and removes sessions. */
export class Sessions {
  readonly #stores: Stores;
  readonly #arena: Arena;
  readonly #settings: () => Settings;
  readonly #world: World;
  readonly #t: Translate;
  readonly #changed = new Emitter<void>();
  #beginning: Promise<unknown> = Promise.resolve();

  /** The list may look different now. */
  readonly onChange = this.#changed.event;

  constructor(parts: {
    readonly stores: Stores;
    readonly arena: Arena;
    readonly settings: () => Settings;
    readonly world: World;
    readonly t: Translate;
  }) {
    this.#stores = parts.stores;
    this.#arena = parts.arena;
    this.#settings = parts.settings;
    this.#world = parts.world;
    this.#t = parts.t;
    this.#arena.onEvent(event => {
      if (event.kind !== 'delta' && event.kind !== 'loading') this.#changed.fire();
    });
  }

  list(): Promise<readonly SessionSummary[]> {
    return this.#stores.sessions.list();
  }

  get(id: SessionId): Promise<Session | undefined> {
    return this.#stores.sessions.get(id);
  }

  /**
   * An empty session with today's bots and modes. There is at most one that nobody has used: it is
   * given again instead of piling up empty ones.
   */
  begin(): Promise<Session> {
    // One after the other: two at once would each find no draft and make one.
    const begun = this.#beginning.then(() => this.#begin());
    this.#beginning = begun.catch(() => undefined);
    return begun;
  }

  /** Gives the draft, if there is one, today's bots and modes: the settings have changed. */
  async refreshDraft(): Promise<void> {
    if (await this.#stores.sessions.draft()) await this.begin();
  }

  /** @throws Refusal `badTitle` for a blank title. */
  async rename(id: SessionId, title: string): Promise<void> {
    const clean = title.replace(/\s+/g, ' ').trim();
    if (clean === '')
      throw new Refusal('badTitle', this.#t('A title needs at least one character.'));
    const live = await this.#arena.sessions.get(id);
    await this.#stores.sessions.rename(id, clean);
    live.change({ title: clean });
    this.#arena.announce(live);
    this.#arena.sessions.release(id);
  }

  /** Stops what runs in the session and removes it with its turns and votes. */
  async remove(id: SessionId): Promise<void> {
    this.#arena.sessions.remove(id);
    await this.#stores.sessions.remove(id);
    this.#arena.forget(id);
  }

  async #begin(): Promise<Session> {
    const { bots, mode, annotationMode } = this.#settings();
    const seats = seatAll(bots);
    const draft = await this.#stores.sessions.draft();
    if (draft) {
      await this.#stores.sessions.reseat(draft.id, { mode, annotationMode, seats });
      const live = await this.#arena.sessions.get(draft.id);
      live.change({ mode, annotationMode, seats });
      this.#arena.announce(live);
      return live.session;
    }
    const now = this.#world.now();
    const session: Session = {
      id: this.#world.newId() as SessionId,
      title: '',
      mode,
      annotationMode,
      createdAt: now,
      updatedAt: now,
      seats,
    };
    await this.#stores.sessions.add(session);
    return session;
  }
}
