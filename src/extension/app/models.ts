import type { LocalModel, MemoryNeed, ModelStatus } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import type { Disposable } from '../../core/std/disposable.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { BotPool } from './botPool.ts';
import type { LiveSessions } from './liveSessions.ts';
import type { LocalPlanner } from './planner/localPlanner.ts';
import { totalOf } from './planner/memory.ts';

/** One configured local bot and where its model is. */
export interface ModelRow {
  readonly name: string;
  /** Undefined while telling it could tell who answers behind which seat. */
  readonly status: ModelStatus | undefined;
  /** What it needs in memory; undefined if its file cannot be a model. */
  readonly need: MemoryNeed | undefined;
}

/** How many there are; it names none. */
export interface ModelsSummary {
  readonly all: number;
  readonly inMemory: number;
  readonly answering: number;
  /** What those in memory take, as predicted. */
  readonly bytes: number;
}

interface Parts {
  readonly pool: BotPool;
  readonly planner: LocalPlanner;
  readonly sessions: LiveSessions;
  readonly bots: () => readonly BotSpec[];
}

/** The configured local models: which are in memory, and out of it with them. */
export class Models implements Disposable {
  readonly #parts: Parts;
  readonly #changed = new Emitter<ModelsSummary>();
  readonly #watched = new Map<LocalModel, Disposable>();
  readonly #needs = new WeakMap<LocalModel, MemoryNeed>();
  readonly onChange = this.#changed.event;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.settingsChanged();
  }

  summary(): ModelsSummary {
    const locals = this.#locals().map(([, local]) => local);
    const inMemory = locals.filter(isInMemory);
    return {
      all: locals.length,
      inMemory: inMemory.length,
      answering: locals.filter(({ status }) => status.kind === 'busy').length,
      bytes: totalOf(inMemory.flatMap(local => this.#needs.get(local) ?? [])),
    };
  }

  /** In the order of the settings. */
  async rows(): Promise<readonly ModelRow[]> {
    const rows = this.#locals().map(async ([name, local]) => {
      const need = await this.#read(local);
      return { name, need, status: this.#isSecret() ? undefined : local.status };
    });
    return Promise.all(rows);
  }

  /** Takes these bots' models out of memory, or all; one that answers stays. */
  async unload(names?: readonly string[]): Promise<void> {
    const chosen = this.#locals().filter(([name]) => names?.includes(name) ?? true);
    await this.#parts.planner.unload(chosen.map(([, local]) => local));
  }

  /** Other bots may be configured now. */
  settingsChanged(): void {
    const current = new Set(this.#locals().map(([, local]) => local));
    for (const [local, watching] of this.#watched) {
      if (current.has(local)) continue;
      watching.dispose();
      this.#watched.delete(local);
    }
    for (const local of current) {
      if (!this.#watched.has(local)) this.#watched.set(local, this.#watch(local));
    }
    this.#tell();
  }

  dispose(): void {
    for (const watching of this.#watched.values()) watching.dispose();
    this.#changed.dispose();
  }

  #locals(): (readonly [name: string, local: LocalModel])[] {
    const { bots, pool } = this.#parts;
    return bots().flatMap(spec => {
      const { local } = pool.look(spec);
      return local ? [[spec.name, local] as const] : [];
    });
  }

  #watch(local: LocalModel): Disposable {
    let was = local.status.kind;
    return local.onStatus(({ kind }) => {
      if (kind === was) return;
      was = kind;
      this.#tell();
      if (isInMemory(local) && !this.#needs.has(local)) {
        void this.#read(local).then(() => {
          this.#tell();
        });
      }
    });
  }

  async #read(local: LocalModel): Promise<MemoryNeed | undefined> {
    try {
      const need = await local.need();
      this.#needs.set(local, need);
      return need;
    } catch {
      // A reply would say why.
      return undefined;
    }
  }

  /** Whether bots answer side by side for a vote: then nothing may tell which of them does what. */
  #isSecret(): boolean {
    return [...this.#parts.sessions.all()].some(
      ({ session, running }) =>
        session.mode === 'arena' && session.seats.length > 1 && running.size > 0,
    );
  }

  #tell(): void {
    this.#changed.fire(this.summary());
  }
}

function isInMemory({ status }: LocalModel): boolean {
  return status.kind === 'loading' || status.kind === 'idle' || status.kind === 'busy';
}
