import type { SessionId } from '../../../core/model.ts';
import type { Disposable } from '../../../core/std/disposable.ts';
import { Emitter } from '../../../core/std/emitter.ts';
import { GROUPS, type Group, type SessionFilter, type SessionSummary } from '../../app/ports.ts';
import type { Sessions } from '../../app/sessions.ts';
import { coalesce, type Coalesced } from '../coalesce.ts';
import type { SessionsFilter } from './filter.ts';
import {
  changedGroups,
  FIRST_PAGES,
  rowsOf,
  withNextPage,
  type GroupRows,
  type Loaded,
} from './groupRows.ts';
import type { HitNode, SessionNode } from './nodes.ts';

/** Fast enough for the eye; a streaming arena has ten events in it. */
const PAUSE_MS = 100;
/** A session with more hits is found by opening it. */
const HITS_A_SESSION = 50;

type Listed = Pick<Sessions, 'list' | 'counts' | 'ids' | 'matching' | 'search' | 'onChange'>;

/** What the sessions view shows: the loaded pages of each group, narrowed by the filter. */
export class SessionsModel implements Disposable {
  readonly #sessions: () => Promise<Listed>;
  readonly #rowText: (session: SessionSummary) => string;
  readonly #changed = new Emitter<'everything' | readonly Group[]>();
  readonly #failed = new Emitter<unknown>();
  readonly #refresh: Coalesced;
  #subscription: Disposable | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #wanted = FIRST_PAGES;
  #loaded: Loaded | undefined;
  #filter: SessionsFilter | undefined;
  #filtered: readonly SessionId[] = [];

  /** What is to be drawn anew. */
  readonly onChange = this.#changed.event;
  /** The sessions could not be read again. */
  readonly onFailure = this.#failed.event;

  /** @param rowText all that a row shows of a session. */
  constructor(sessions: () => Promise<Listed>, rowText: (session: SessionSummary) => string) {
    this.#sessions = sessions;
    this.#rowText = rowText;
    this.#refresh = coalesce(
      () =>
        this.#reload().catch((error: unknown) => {
          this.#failed.fire(error);
        }),
      PAUSE_MS,
    );
  }

  /** The groups that are not empty, read on first use. @throws StoreError */
  async groups(): Promise<readonly Group[]> {
    if (!this.#loaded) await this.#reload();
    return [...(this.#loaded?.keys() ?? [])];
  }

  /** What is loaded of a group; undefined for an empty one. */
  rows(group: Group): GroupRows | undefined {
    return this.#loaded?.get(group);
  }

  /** The row of the session, if it is loaded. */
  find(id: SessionId): SessionNode | undefined {
    for (const { rows } of this.#loaded?.values() ?? []) {
      const found = rows.find(row => row.id === id);
      if (found) return found;
    }
    return undefined;
  }

  /** Loads the next page of a group. @returns its first row */
  async more(group: Group): Promise<SessionNode | undefined> {
    const shown = this.rows(group)?.rows.length ?? 0;
    this.#wanted = withNextPage(this.#wanted, group);
    await this.#reload();
    return this.rows(group)?.rows[shown];
  }

  /** Soon looks whether anything is different. */
  look(): void {
    if (this.#loaded) this.#refresh.request();
  }

  get filter(): SessionsFilter | undefined {
    return this.#filter;
  }

  /** The sessions that the filter leaves, in the order of the view. */
  get filtered(): readonly SessionId[] {
    return this.#filtered;
  }

  /** Narrows the view, or shows all again; from the first page on. */
  async narrow(filter: SessionsFilter | undefined): Promise<void> {
    this.#filter = filter;
    this.#wanted = FIRST_PAGES;
    await this.#reload('everything');
  }

  /** Where the filter's text occurs in a session; nothing without one. */
  async hits(parent: SessionNode): Promise<readonly HitNode[]> {
    const query = this.#filter?.text;
    if (query === undefined) return [];
    const sessions = await this.#sessions();
    const hits = await sessions.search(query, { limit: HITS_A_SESSION, within: [parent.id] });
    return hits.map((hit, index) => ({ kind: 'hit', hit, index, parent }));
  }

  dispose(): void {
    this.#subscription?.dispose();
    this.#refresh.dispose();
    this.#changed.dispose();
    this.#failed.dispose();
  }

  /** One after the other, so that an older answer never replaces a newer one. */
  #reload(changed?: 'everything'): Promise<void> {
    const work = this.#last.then(async () => {
      const before = this.#loaded;
      const loaded = await this.#load();
      this.#loaded = loaded;
      if (!before) return;
      const changes = changed ?? changedGroups(before, loaded, this.#rowText);
      if (changes.length > 0) this.#changed.fire(changes);
    });
    this.#last = work.catch(() => undefined);
    return work;
  }

  async #load(): Promise<Loaded> {
    const sessions = await this.#sessions();
    this.#subscription ??= sessions.onChange(() => {
      this.#refresh.request();
    });
    const filter = await this.#resolve(sessions);
    const counts = await sessions.counts(filter);
    const loaded = new Map<Group, GroupRows>();
    for (const group of GROUPS) {
      if (counts[group] === 0) continue;
      const page = { offset: 0, limit: this.#wanted[group] };
      loaded.set(group, rowsOf(await sessions.list(group, page, filter), counts[group]));
    }
    return loaded;
  }

  /** The filter as the store takes it. */
  async #resolve(sessions: Listed): Promise<SessionFilter | undefined> {
    const filter = this.#filter;
    if (!filter) {
      this.#filtered = [];
      return undefined;
    }
    const { text, tag } = filter;
    const within = text === undefined ? undefined : await sessions.matching(text);
    this.#filtered = await sessions.ids({ within, tag });
    return { within: this.#filtered };
  }
}
