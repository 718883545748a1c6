import type { LocalModel } from '../../bots/bot.ts';
import type { Failure } from './botOutcomes.ts';
import type { LocalPlanner } from './planner/localPlanner.ts';
import { NOBODY } from './trial.ts';

interface Load {
  readonly controller: AbortController;
  readonly done: Promise<Failure | undefined>;
  /** How many asked for it and have not cancelled. */
  askers: number;
}

/** Brings models into memory that nobody asks anything yet. */
export class ModelLoads {
  readonly #planner: LocalPlanner;
  readonly #onChange: () => void;
  readonly #loads = new Map<LocalModel, Load>();

  /** @param onChange another model is to be loaded, or no longer. */
  constructor(planner: LocalPlanner, onChange: () => void) {
    this.#planner = planner;
    this.#onChange = onChange;
  }

  /** Whether it is being loaded, or waits for that. */
  has(local: LocalModel): boolean {
    return this.#loads.has(local);
  }

  /**
   * Loads it as soon as there is room, once for all who ask meanwhile; when the last of them aborts, it is
   * taken out of memory again. Never rejects.
   *
   * @returns why it cannot be loaded.
   */
  load(local: LocalModel, signal: AbortSignal): Promise<Failure | undefined> {
    const known = this.#loads.get(local);
    // What is given up cannot be joined: it begins anew once that is over.
    if (known?.controller.signal.aborted) return known.done.then(() => this.load(local, signal));
    const load = known ?? this.#begin(local);
    load.askers++;
    return new Promise(resolve => {
      const leave = (): void => {
        if (--load.askers > 0) resolve(undefined);
        else load.controller.abort();
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
      void load.done.then(failure => {
        signal.removeEventListener('abort', leave);
        resolve(failure);
      });
    });
  }

  /** Resolves once these are no longer being loaded. */
  async stop(locals: Iterable<LocalModel>): Promise<void> {
    const loads = [...locals].flatMap(local => this.#loads.get(local) ?? []);
    for (const { controller } of loads) controller.abort();
    await Promise.all(loads.map(({ done }) => done));
  }

  #begin(local: LocalModel): Load {
    const controller = new AbortController();
    const done = this.#run(local, controller.signal).finally(() => {
      this.#loads.delete(local);
      this.#onChange();
    });
    const load: Load = { controller, done, askers: 0 };
    this.#loads.set(local, load);
    this.#onChange();
    return load;
  }

  async #run(local: LocalModel, stop: AbortSignal): Promise<Failure | undefined> {
    try {
      const grant = await this.#planner.enter(local, { who: NOBODY, onWaiting: () => {} }, stop);
      try {
        await local.load(stop);
      } finally {
        grant.giveBack();
      }
      // It goes on loading for whoever comes next: nobody will.
      if (stop.aborted) await this.#planner.unload([local]);
      return undefined;
    } catch (error) {
      return stop.aborted ? undefined : failureOf(error);
    }
  }
}

/** An error without a code is `internal`. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as Partial<Failure> | undefined)?.code;
  return { code: isBotError(error) && code !== undefined ? code : 'internal', message };
}

function isBotError(error: unknown): boolean {
  return error instanceof Error && error.name === 'BotError';
}
