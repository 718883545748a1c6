import type { LocalModel } from '../../../bots/bot.ts';
import type { Log } from '../ports.ts';
import { Asker, type Wish } from './asker.ts';
import { threadsEach } from './cores.ts';
import { decide, groupsOf, surplusOf, type Situation } from './decide.ts';
import { HeldModel } from './heldModel.ts';
import { doesNotAnswer, doesNotFit } from './memory.ts';
import { situationOf, type Machine } from './situation.ts';
import { waitingView } from './waitingView.ts';

const MINUTE_MS = 60_000;
/** The header of a model's file is read in a second; who waits longer is on a drive that is gone. */
const READING_MS = 10_000;
/** The longest that a timer can wait. */
const LONGEST_MS = 2 ** 31 - 1;

interface Clock {
  /** In milliseconds. */
  readonly now: () => number;
  readonly log: Log;
}

/** The right to compute. */
export interface Grant {
  /** As many as it may use at this moment; later changes are told to the model itself. */
  readonly threads: number;
  /** Calling it twice does no harm. */
  giveBack(): void;
}

/**
 * Shares this machine's cores and memory among local models: says who computes when and with how
 * many threads, and takes models out of memory that are in the way or that nobody has used for long.
 */
export class LocalPlanner {
  readonly #machine: Machine & Clock;
  readonly #models = new Map<LocalModel, HeldModel>();
  #queue: readonly Asker[] = [];
  #running: readonly Asker[] = [];
  #orders = 0;
  #scheduled = false;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(machine: Machine & Clock) {
    this.#machine = machine;
  }

  /** How many replies may compute at this instant. */
  get running(): number {
    return this.#running.length;
  }

  /**
   * Waits until the model may answer.
   *
   * @throws BotError of the model's own if its file cannot be one or be read in time, or
   * `doesNotFit`; the signal's reason if it aborts first.
   */
  async enter(local: LocalModel, wish: Wish, signal: AbortSignal): Promise<Grant> {
    signal.throwIfAborted();
    const model = this.#models.get(local) ?? this.#hold(local);
    const asker = new Asker(this.#orders++, model, wish, signal, () => {
      this.#leave(asker);
    });
    this.#queue = [...this.#queue, asker];
    const refuse = (error: unknown): void => {
      // Who computes already is told by its model.
      if (!this.#queue.includes(asker)) return;
      this.#leave(asker);
      asker.refuse(error);
    };
    const reading = setTimeout(() => {
      refuse(doesNotAnswer());
    }, READING_MS);
    void this.#read(model)
      .catch(refuse)
      .finally(() => {
        clearTimeout(reading);
      });
    try {
      await asker.admitted;
    } finally {
      clearTimeout(reading);
    }
    return {
      get threads() {
        return asker.threads ?? 1;
      },
      giveBack: () => {
        this.#leave(asker);
      },
    };
  }

  /** The settings have changed: who waits and what idles may fare otherwise. */
  settingsChanged(): void {
    this.#schedule();
  }

  /** Takes these out of memory, but for those that answer now: they stay. */
  async unload(locals: readonly LocalModel[]): Promise<void> {
    const models = locals.flatMap(local => this.#models.get(local) ?? []);
    const idle = models.filter(model => model.inMemory && !model.running);
    await Promise.all(idle.map(model => this.#unload(model)));
  }

  /** Everybody who waits must have been stopped before. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#idleTimer);
    for (const model of this.#models.values()) model.dispose();
    this.#models.clear();
  }

  /** Plans once it is known what the model needs, and what the machine has. */
  async #read(model: HeldModel): Promise<void> {
    const need = await model.local.need();
    await this.#machine.refreshMemory?.();
    model.need = need;
    this.#schedule();
  }

  #hold(local: LocalModel): HeldModel {
    const model = new HeldModel(local, this.#machine.now(), () => {
      this.#schedule();
    });
    this.#models.set(local, model);
    return model;
  }

  #leave(asker: Asker): void {
    this.#queue = this.#queue.filter(other => other !== asker);
    if (this.#running.includes(asker)) {
      this.#running = this.#running.filter(other => other !== asker);
      asker.model.running = false;
      asker.model.lastUsed = this.#machine.now();
    }
    this.#schedule();
  }

  /** Plans once, after all that happens at this instant. */
  #schedule(): void {
    if (this.#scheduled || this.#disposed) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (!this.#disposed) this.#plan();
    });
  }

  #plan(): void {
    const situation = this.#situation();
    const { start, unload, refuse, wait } = decide(situation);
    for (const model of unload) void this.#unload(model);
    this.#queue = this.#queue.filter(asker => !start.includes(asker) && !refuse.includes(asker));
    for (const asker of refuse) {
      if (asker.model.need) asker.refuse(doesNotFit(asker.model.need, situation.budget));
    }
    this.#start(start);
    if (wait.length > 0) {
      const groups = groupsOf(this.#situation());
      for (const { ask, why } of wait) ask.tell(waitingView(ask, why, groups));
    }
    this.#tidy();
  }

  #situation(): Situation<HeldModel, Asker> {
    const queue = this.#queue;
    const running = this.#running;
    return situationOf({
      machine: this.#machine,
      models: [...this.#models.values()],
      running,
      queue,
    });
  }

  #start(start: readonly Asker[]): void {
    this.#running = [...this.#running, ...start];
    const ready = new Set(start.filter(({ model }) => model.inMemory && !model.unloading));
    for (const { model } of start) model.running = true;
    const share = threadsEach(this.#machine.cores, this.#running.length);
    for (const asker of this.#running) asker.useThreads(share);

    const models = [...this.#models.values()];
    const leaving = Promise.all(models.flatMap(({ unloading }) => unloading ?? []));
    for (const asker of start) {
      if (ready.has(asker)) asker.admit();
      else
        void leaving.then(() => {
          asker.admit();
        });
    }
  }

  async #unload(model: HeldModel): Promise<void> {
    await model.unload(error => {
      this.#machine.log.error('A model did not leave the memory cleanly', error);
    });
  }

  /** Takes out of memory what is beyond the user's limit, or has been idle for too long. */
  #tidy(): void {
    clearTimeout(this.#idleTimer);
    const { idleTimeoutMinutes, memoryLimitBytes } = this.#machine.settings();
    if (memoryLimitBytes !== undefined) {
      for (const model of surplusOf(this.#situation())) void this.#unload(model);
    }
    const wanted = new Set(this.#queue.map(({ model }) => model));
    let next = Infinity;
    for (const [local, model] of this.#models) {
      if (model.running || wanted.has(model) || model.unloading) continue;
      if (!model.inMemory) {
        model.dispose();
        this.#models.delete(local);
      } else if (idleTimeoutMinutes > 0) {
        const left = model.lastUsed + idleTimeoutMinutes * MINUTE_MS - this.#machine.now();
        if (left <= 0) void this.#unload(model);
        else next = Math.min(next, left);
      }
    }
    if (next === Infinity) return;
    this.#idleTimer = setTimeout(
      () => {
        this.#schedule();
      },
      Math.min(next, LONGEST_MS),
    );
  }
}
