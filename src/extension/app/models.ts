import type { LocalModel, ModelStatus } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import { modelNameOf } from '../../bots/fingerprint.ts';
import type { Disposable } from '../../core/std/disposable.ts';
import { Emitter, type Subscribe } from '../../core/std/emitter.ts';
import type { Translate } from '../../core/text.ts';
import type { ArenaEvent } from './arenaEvents.ts';
import type { BotDesk } from './botDesk.ts';
import { isBlind } from './blindness.ts';
import { BotOutcomes, type Failure } from './botOutcomes.ts';
import type { BotPool } from './botPool.ts';
import { inTime } from './inTime.ts';
import type { LiveSessions } from './liveSessions.ts';
import { failureOf, ModelLoads } from './modelLoads.ts';
import { ModelNeeds } from './modelNeeds.ts';
import type { BotState, ModelFacts, ModelRow } from './modelRow.ts';
import type { LocalPlanner } from './planner/localPlanner.ts';
import { totalOf } from './planner/memory.ts';
import type { VoteStore, World } from './ports.ts';
import { Refusal } from './refusal.ts';
import { tryBot, type Trial } from './trial.ts';

/** A model that loads tells so often how far it is. */
const LOADING_STEPS = 20;

/** How many there are; it names none. */
export interface ModelsSummary {
  readonly all: number;
  readonly inMemory: number;
  readonly answering: number;
  /** What those in memory take, as predicted. */
  readonly bytes: number;
}

/** A bot that did not do what was asked, and why. */
export interface BotFailure {
  readonly name: string;
  readonly error: Failure;
}

interface Parts {
  readonly pool: BotPool;
  readonly planner: LocalPlanner;
  readonly desk: BotDesk;
  readonly sessions: LiveSessions;
  readonly onEvent: Subscribe<ArenaEvent>;
  readonly votes: Pick<VoteStore, 'ofArena'>;
  readonly bots: () => readonly BotSpec[];
  /** Undefined for a bot without a file, or one whose file cannot be read. */
  readonly describe: (spec: BotSpec) => Promise<ModelFacts | undefined>;
  readonly world: Pick<World, 'newSeed' | 'trusted'>;
  readonly t: Translate;
}

/** The configured bots: where they are, their models into memory and out of it, and whether they answer. */
export class Models implements Disposable {
  readonly #parts: Parts;
  readonly #changed = new Emitter<ModelsSummary>();
  readonly #watched = new Map<LocalModel, Disposable>();
  readonly #needs = new ModelNeeds();
  /** Why it could not be loaded when that was asked for last. */
  readonly #unloadable = new WeakMap<LocalModel, Failure>();
  readonly #loads: ModelLoads;
  readonly #outcomes = new BotOutcomes();
  readonly #following: Disposable;
  #wasSecret = false;
  readonly onChange = this.#changed.event;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#loads = new ModelLoads(parts.planner, () => {
      this.#tell();
    });
    this.#following = parts.onEvent(event => {
      if (event.kind === 'delta' || event.kind === 'progress') return;
      if (this.#outcomes.follow(event) || this.isSecret !== this.#wasSecret) this.#tell();
    });
    this.settingsChanged();
  }

  /**
   * Whether bots have been asked side by side for a vote that is not cast yet: then nothing may tell
   * which of them did what, such as which is in memory or failed.
   */
  get isSecret(): boolean {
    return [...this.#parts.sessions.all()].some(isBlind);
  }

  summary(): ModelsSummary {
    const locals = this.#locals().map(([, local]) => local);
    const inMemory = locals.filter(isInMemory);
    return {
      all: locals.length,
      inMemory: inMemory.length,
      answering: locals.filter(({ status }) => status.kind === 'busy').length,
      bytes: totalOf(inMemory.flatMap(local => this.#needs.of(local) ?? [])),
    };
  }

  /** In the order of the settings. */
  async rows(): Promise<readonly ModelRow[]> {
    const { bots, pool, describe } = this.#parts;
    const rows = bots().map(async spec => {
      const { local, honours } = pool.look(spec);
      const [need, facts] = await Promise.all([
        local && inTime(this.#needs.read(local)),
        inTime(describe(spec)),
      ]);
      return { spec, local, honours, need, facts };
    });
    const read = await Promise.all(rows);
    const { isSecret } = this;
    // A file that cannot be read makes its replies fail: whose it is would tell whose those are.
    const hidesNeeds = isSecret && read.some(({ local, need }) => local && !need);
    return read.map(({ spec, local, honours, need, facts }) => ({
      name: spec.name,
      kind: spec.kind,
      model: modelNameOf(spec),
      isLocal: local !== undefined,
      honours,
      status: isSecret ? undefined : this.#stateOf(spec, local),
      need: hidesNeeds ? undefined : need,
      facts: hidesNeeds ? undefined : facts,
      contextSize: hidesNeeds ? undefined : contextSizeOf(spec, facts),
    }));
  }

  /**
   * Brings these bots' models into memory, as there is room for them; of those that run elsewhere there is
   * nothing to load. Taking one out of memory meanwhile ends its loading, as does the signal where nobody else
   * asked for it.
   *
   * @returns those that cannot be loaded.
   * @throws Refusal `untrusted`, `blind`
   */
  async load(names: readonly string[], signal: AbortSignal): Promise<readonly BotFailure[]> {
    this.refuseSecret();
    const chosen = this.#locals().filter(
      ([name, local]) => names.includes(name) && (!isInMemory(local) || this.#loads.has(local)),
    );
    const failures = await Promise.all(
      chosen.map(async ([name, local]): Promise<BotFailure | undefined> => {
        this.#unloadable.delete(local);
        const error = await this.#loads.load(local, signal);
        if (error) this.#unloadable.set(local, error);
        return error && { name, error };
      }),
    );
    this.#tell();
    return failures.filter(failure => failure !== undefined);
  }

  /**
   * Takes these bots' models out of memory, or all; one that answers stays. While states are secret
   * only all can go: whether a certain one did would tell where it was.
   */
  async unload(names?: readonly string[]): Promise<void> {
    if (names && this.isSecret) return;
    const chosen = this.#locals().filter(([name]) => names?.includes(name) ?? true);
    const locals = chosen.map(([, local]) => local);
    await this.#loads.stop(locals);
    await this.#parts.planner.unload(locals);
  }

  /** Asks the bot one short question. @throws as {@link judge} */
  test(name: string, signal: AbortSignal): Promise<Trial> {
    const { desk, world, t } = this.#parts;
    return this.judge(name, spec => tryBot(desk, spec, { seed: world.newSeed(), t }, signal));
  }

  /**
   * Asks the bot something outside of any session, and notes how that went.
   *
   * @throws Refusal `untrusted`, `blind`, `unknownBot`; whatever `ask` throws.
   */
  async judge<T>(name: string, ask: (spec: BotSpec) => Promise<T>): Promise<T> {
    this.refuseSecret();
    const { bots, t } = this.#parts;
    const spec = bots().find(bot => bot.name === name);
    if (!spec) throw new Refusal('unknownBot', t('There is no bot “{0}” in the settings.', name));
    try {
      const answer = await ask(spec);
      this.#outcomes.note(name, { kind: 'answered' });
      return answer;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'internal')
        this.#outcomes.note(name, { kind: 'failed', error: failure });
      throw error;
    } finally {
      this.#tell();
    }
  }

  /**
   * Nothing may be loaded or tested one by one where that could tell who answers behind which seat.
   *
   * @throws Refusal `untrusted`, `blind`
   */
  refuseSecret(): void {
    const { world, t } = this.#parts;
    if (!world.trusted()) {
      throw new Refusal('untrusted', t('Models run once this workspace is trusted.'));
    }
    if (!this.isSecret) return;
    throw new Refusal(
      'blind',
      t('A blind vote is open, so nothing may tell which model does what. Cast the vote first.'),
    );
  }

  /** How many votes there are on a bot of this name. */
  async votesOn(name: string): Promise<number> {
    const votes = await this.#parts.votes.ofArena();
    return votes.filter(({ shown }) => shown.some(bot => bot.name === name)).length;
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
    this.#outcomes.keepOnly(this.#parts.bots());
    this.#tell();
  }

  dispose(): void {
    void this.#loads.stop(this.#watched.keys());
    this.#following.dispose();
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

  #stateOf(spec: BotSpec, local: LocalModel | undefined): BotState {
    if (!local) return this.#outcomes.of(spec.name);
    const { status } = local;
    if (status.kind !== 'unloaded') return status;
    if (this.#loads.has(local)) return { kind: 'waiting' };
    const error = this.#unloadable.get(local) ?? this.#needs.errorOf(local);
    return error ? { kind: 'failed', error } : status;
  }

  #watch(local: LocalModel): Disposable {
    let was = stepOf(local.status);
    let reading = false;
    return local.onStatus(status => {
      const step = stepOf(status);
      if (step === was) return;
      was = step;
      if (isInMemory(local)) this.#unloadable.delete(local);
      this.#tell();
      if (reading || !isInMemory(local) || this.#needs.of(local)) return;
      reading = true;
      void this.#needs.read(local).then(() => {
        reading = false;
        this.#tell();
      });
    });
  }

  #tell(): void {
    this.#wasSecret = this.isSecret;
    this.#changed.fire(this.summary());
  }
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

function contextSizeOf(spec: BotSpec, facts: ModelFacts | undefined): number | undefined {
  return (spec.kind === 'llama' ? spec.contextSize : undefined) ?? facts?.contextSize;
}
