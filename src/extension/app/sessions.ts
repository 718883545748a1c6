import type { Session, SessionId } from '../../core/model.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { Translate } from '../../core/text.ts';
import type { Arena } from './arena.ts';
import { duplicateOf } from './duplicate.ts';
import type { Lineups } from './lineups.ts';
import type {
  Group,
  Hit,
  Page,
  SearchStore,
  SessionFilter,
  SessionSummary,
  Stores,
  Tally,
  World,
} from './ports.ts';
import type { Settings } from './settings.ts';
import { Refusal } from './refusal.ts';
import { isRefused } from './refused.ts';
import { Removals, type Removed } from './removals.ts';
import { seatAll } from './seating.ts';
import { cleanTags } from './tags.ts';

/** Lists, finds, begins, changes and removes sessions. */
export class Sessions {
  readonly #stores: Stores;
  readonly #arena: Arena;
  readonly #settings: () => Settings;
  readonly #lineups: Pick<Lineups, 'seated'>;
  readonly #world: World;
  readonly #t: Translate;
  readonly #changed = new Emitter<readonly SessionId[]>();
  readonly #removals: Removals;
  #beginning: Promise<unknown> = Promise.resolve();

  /** The list may look different now, for these sessions; without any, nobody knows for which. */
  readonly onChange = this.#changed.event;

  constructor(parts: {
    readonly stores: Stores;
    readonly arena: Arena;
    readonly settings: () => Settings;
    readonly lineups: Pick<Lineups, 'seated'>;
    readonly world: World;
    readonly t: Translate;
  }) {
    this.#stores = parts.stores;
    this.#arena = parts.arena;
    this.#settings = parts.settings;
    this.#lineups = parts.lineups;
    this.#world = parts.world;
    this.#t = parts.t;
    this.#removals = new Removals({
      ...parts,
      onRestored: ids => {
        this.imported(ids);
      },
    });
    this.#arena.onEvent(event => {
      if (event.kind !== 'delta' && event.kind !== 'progress')
        this.#changed.fire([event.sessionId]);
    });
  }

  /** A page of a group: pinned ones first, then newest first. */
  list(group: Group, page: Page, filter?: SessionFilter): Promise<readonly SessionSummary[]> {
    return this.#stores.sessions.list(group, page, filter);
  }

  counts(filter?: SessionFilter): Promise<Readonly<Record<Group, number>>> {
    return this.#stores.sessions.counts(filter);
  }

  /** All of them in the order of the list, group by group. */
  ids(filter?: SessionFilter): Promise<readonly SessionId[]> {
    return this.#stores.sessions.ids(filter);
  }

  /** Every tag in use. */
  tags(): Promise<readonly string[]> {
    return this.#stores.sessions.tags();
  }

  /** How much there is, in these sessions or in all of them. */
  tally(ids?: readonly SessionId[]): Promise<Tally> {
    return this.#stores.sessions.tally(ids);
  }

  /** Where the text occurs, newest session first. @throws the signal's reason if it aborts. */
  search(query: string, options: Parameters<SearchStore['find']>[1]): Promise<readonly Hit[]> {
    return this.#stores.search.find(query, options);
  }

  /** The sessions in which the text occurs. @throws the signal's reason if it aborts. */
  matching(query: string, signal?: AbortSignal): Promise<readonly SessionId[]> {
    return this.#stores.search.sessions(query, signal);
  }

  get(id: SessionId): Promise<Session | undefined> {
    return this.#stores.sessions.get(id);
  }

  /**
   * An empty session with today's bots (those of the line-up, if one is used) and modes. There is at most one that nobody has used: it is
   * given again instead of piling up empty ones.
   */
  begin(): Promise<Session> {
    // One after the other: two at once would each find no draft and make one.
    const begun = this.#beginning.then(async () => {
      try {
        return await this.#begin();
      } catch (error) {
        if (!isRefused(error)) throw error;
        // Another window began the draft, and by now that can be seen here.
        return this.#begin();
      }
    });
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

  async pin(ids: readonly SessionId[], pinned: boolean): Promise<void> {
    await this.#stores.sessions.pin(ids, pinned);
    this.#changeLive(ids, { pinned });
  }

  /** @throws Refusal `badTag` for a tag that is too long, or too many of them. */
  async tag(id: SessionId, tags: readonly string[]): Promise<void> {
    const clean = cleanTags(tags);
    if (!clean) {
      throw new Refusal(
        'badTag',
        this.#t('A session has at most 20 tags, of 40 characters at most.'),
      );
    }
    await this.#stores.sessions.tag(id, clean);
    this.#changeLive([id], { tags: clean });
  }

  /**
   * A new open session with the same bots, turns and replies, but without votes.
   *
   * @throws Refusal `unknownSession`
   */
  async duplicate(id: SessionId): Promise<Session> {
    const { session, turns, votes } = await this.#arena.sessions.get(id);
    this.#arena.sessions.release(id);
    const copy = duplicateOf({ session, turns, votes }, this.#world, this.#t);
    await this.#stores.records.merge([copy]);
    this.#changed.fire([copy.session.id]);
    return copy.session;
  }

  /** Stops what runs in the sessions and removes them with their turns and votes. */
  remove(ids: readonly SessionId[]): Promise<Removed> {
    return this.#removals.remove(ids);
  }

  /** Brings back the last removal of this window that was not undone. @returns how many sessions; 0 if there is none. */
  undoRemove(): Promise<number> {
    return this.#removals.undoLast();
  }

  /** All data was erased: no removal can be undone any more. */
  erased(): void {
    this.#removals.forget();
    this.imported([]);
  }

  /** These sessions got turns or votes from elsewhere; without any, nobody knows which did. */
  imported(ids: readonly SessionId[]): void {
    const { sessions } = this.#arena;
    const reloading = ids.length === 0 ? sessions.reloadAll() : sessions.reload(ids);
    // What cannot be read now is told to whoever looks at it next.
    void reloading.catch(() => undefined);
    this.#changed.fire(ids);
  }

  async #begin(): Promise<Session> {
    const { mode, annotationMode } = this.#settings();
    const seats = seatAll(this.#lineups.seated());
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
      pinned: false,
      tags: [],
      seats,
    };
    await this.#stores.sessions.add(session);
    return session;
  }

  #changeLive(ids: readonly SessionId[], change: Partial<Session>): void {
    const changed = new Set(ids);
    for (const live of this.#arena.sessions.all()) {
      if (!changed.has(live.session.id)) continue;
      live.change(change);
      this.#arena.announce(live);
    }
    if (ids.length > 0) this.#changed.fire(ids);
  }
}
