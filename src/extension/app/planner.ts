import type { BotSpec } from '../../bots/botSpec.ts';

/**
 * Gives each local bot its threads, so that all of them may run together without exceeding the
 * cores: an equal share, or less if its settings want less.
 */
export function grantThreads(bots: readonly BotSpec[], cores: number): BotSpec[] {
  const local = bots.filter(bot => bot.kind === 'llama').length;
  const share = Math.max(1, Math.floor(cores / Math.max(1, local)));
  return bots.map(bot =>
    bot.kind === 'llama' ? { ...bot, threads: Math.min(share, bot.threads ?? share) } : bot,
  );
}

/** Threads a bot keeps busy on this machine while it answers. */
export function threadsOf(bot: BotSpec): number {
  return bot.kind === 'llama' ? (bot.threads ?? 1) : 0;
}

interface Waiting {
  readonly threads: number;
  readonly go: () => void;
}

/**
 * Lends the machine's cores to generations, first come first served. llama.cpp's threads spin at a
 * barrier after every operation: one thread more than there are cores and all stand still.
 */
export class CorePlanner {
  readonly #cores: number;
  readonly #waiting: Waiting[] = [];
  #lent = 0;

  constructor(cores: number) {
    this.#cores = cores;
  }

  /** Threads lent at this moment; never more than the cores. */
  get lent(): number {
    return this.#lent;
  }

  /**
   * Waits until that many threads are free.
   *
   * @param threads 0 for work that is done elsewhere: it never waits.
   * @returns gives them back; calling it twice does no harm.
   * @throws the signal's reason if it aborts first.
   */
  async borrow(threads: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const needed = Math.min(threads, this.#cores);
    if (needed > 0 && (this.#waiting.length > 0 || this.#lent + needed > this.#cores)) {
      await this.#turn(needed, signal);
    } else {
      this.#lent += needed;
    }
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#lent -= needed;
      this.#admit();
    };
  }

  #turn(threads: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        threads,
        go: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal.reason as Error);
        this.#admit();
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
    });
  }

  #admit(): void {
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      if (this.#lent + first.threads > this.#cores) return;
      this.#waiting.shift();
      this.#lent += first.threads;
      first.go();
    }
  }
}
