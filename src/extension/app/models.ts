import type { LocalModel, MemoryNeed, ModelStatus } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import type { Disposable } from '../../core/std/disposable.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { BotPool } from './botPool.ts';
import type { LiveSession } from './liveSession.ts';
import type { LiveSessions } from './liveSessions.ts';
import type { LocalPlanner } from './planner/localPlanner.ts';
import { totalOf } from './planner/memory.ts';

/** A model that loads tells so often how far it is. */
const LOADING_STEPS = 20;

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
      return { name, local, need: await this.#read(local) };
    });
    const read = await Promise.all(rows);
    const isSecret = this.#isSecret();
    return read.map(({ name, local, need }) => {
      return { name, need, status: isSecret ? undefined : local.status };
    });
  }

  /**
   * Takes these bots' models out of memory, or all; one that answers stays. While states are secret
   * only all can go: whether a certain one did would tell where it was.
   */
  async unload(names?: readonly string[]): Promise<void> {
    if (names && this.#isSecret()) return;
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
    let was = stepOf(local.status);
    let reading = false;
    return local.onStatus(status => {
      const step = stepOf(status);
      if (step === was) return;
      was = step;
      this.#tell();
      if (reading || !isInMemory(local) || this.#needs.has(local)) return;
      reading = true;
      void this.#read(local).then(() => {
        reading = false;
        this.#tell();
      });
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

  /**
   * Whether bots have been asked side by side for a vote that is not cast yet: then nothing may tell
   * which of them did what, such as which is in memory or failed.
   */
  #isSecret(): boolean {
    return [...this.#parts.sessions.all()].some(isBlind);
  }

  #tell(): void {
    this.#changed.fire(this.summary());
  }
}

function isBlind(live: LiveSession): boolean {
  const { session, turns } = live;
  if (session.mode !== 'arena' || session.seats.length < 2 || turns.length === 0) return false;
  const { vote } = live.gate(true);
  return vote !== 'annotated' && vote !== 'cast';
}

/** Changes with what is worth to be told: the kind, and every 5 % while it loads. */
function stepOf(status: ModelStatus): string {
  return status.kind === 'loading'
    ? `loading ${Math.floor(status.fraction * LOADING_STEPS)}`
    : status.kind;
}

function isInMemory({ status }: LocalModel): boolean {
  return status.kind === 'loading' || status.kind === 'idle' || status.kind === 'busy';
}
