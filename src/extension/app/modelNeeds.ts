import type { LocalModel, MemoryNeed } from '../../bots/bot.ts';
import type { Failure } from './botOutcomes.ts';
import { failureOf } from './modelLoads.ts';

/** What models would take of the memory, as read from their files. */
export class ModelNeeds {
  readonly #needs = new WeakMap<LocalModel, MemoryNeed>();
  /** Why its file could not be read when that was tried last. */
  readonly #unreadable = new WeakMap<LocalModel, Failure>();

  /** @returns undefined if its file cannot be read; see {@link errorOf}. */
  async read(local: LocalModel): Promise<MemoryNeed | undefined> {
    try {
      const need = await local.need();
      this.#needs.set(local, need);
      this.#unreadable.delete(local);
      return need;
    } catch (error) {
      this.#unreadable.set(local, failureOf(error));
      return undefined;
    }
  }

  /** As read last. */
  of(local: LocalModel): MemoryNeed | undefined {
    return this.#needs.get(local);
  }

  errorOf(local: LocalModel): Failure | undefined {
    return this.#unreadable.get(local);
  }
}
