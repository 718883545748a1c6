import type { LocalModel, MemoryNeed } from '../../../bots/bot.ts';
import type { Disposable } from '../../../core/std/disposable.ts';
import type { ModelState } from './decide.ts';

/** What the planner knows of one local model while it is in memory or asked for. */
export class HeldModel implements Disposable {
  readonly local: LocalModel;
  /** Undefined until its file has been read. */
  need: MemoryNeed | undefined;
  running = false;
  /** On the planner's clock. */
  lastUsed: number;
  #unloading: Promise<void> | undefined;
  /** It did not go when it should have: to ask again and again would help nobody. */
  #isStuck = false;
  readonly #subscription: Disposable;
  readonly #onChange: () => void;

  constructor(local: LocalModel, now: number, onChange: () => void) {
    this.local = local;
    this.lastUsed = now;
    this.#onChange = onChange;
    this.#subscription = local.onStatus(() => {
      this.#isStuck = false;
      onChange();
    });
  }

  /** Set while it leaves the memory. */
  get unloading(): Promise<void> | undefined {
    return this.#unloading;
  }

  /** Whether its process is there. */
  get inMemory(): boolean {
    const { kind } = this.local.status;
    return !this.#isStuck && (kind === 'loading' || kind === 'idle' || kind === 'busy');
  }

  /** Whether all that it needs has been taken from what the machine says is free. */
  get settled(): boolean {
    return this.inMemory && this.local.status.kind !== 'loading';
  }

  state(): ModelState<HeldModel> | undefined {
    const { need, running, lastUsed } = this;
    if (!need) return undefined;
    const loaded = running || (this.inMemory && !this.#unloading);
    return { model: this, need, loaded, running, lastUsed };
  }

  /** Takes it out of memory; never rejects. */
  unload(onError: (error: unknown) => void): Promise<void> {
    this.#unloading ??= this.local
      .unload()
      .catch(onError)
      .finally(() => {
        this.#isStuck = this.inMemory;
        this.#unloading = undefined;
        this.#onChange();
      });
    return this.#unloading;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
