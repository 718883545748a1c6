import type { Bot } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import type { BotPool } from './botPool.ts';
import { threadsOf, type CorePlanner } from './planner.ts';

export interface Loan {
  readonly bot: Bot;
  /** How long the bot had to wait for its threads, in milliseconds. */
  readonly waitedMs: number;
  /** The reply has ended; the threads come back once the bot is really idle. */
  giveBack(): void;
}

/** Lends bots together with the threads they need. */
export class BotDesk {
  readonly #pool: BotPool;
  readonly #planner: CorePlanner;
  readonly #now: () => number;

  constructor(pool: BotPool, planner: CorePlanner, now: () => number) {
    this.#pool = pool;
    this.#planner = planner;
    this.#now = now;
  }

  /** Waits until the bot may compute. @throws the signal's reason if it aborts first. */
  async lend(spec: BotSpec, signal: AbortSignal): Promise<Loan> {
    const { bot, done } = this.#pool.use(spec);
    const asked = this.#now();
    try {
      const giveBack = await this.#planner.borrow(threadsOf(spec), signal);
      return {
        bot,
        waitedMs: this.#now() - asked,
        giveBack: () => {
          void bot.idle().then(() => {
            giveBack();
            done();
          });
        },
      };
    } catch (error) {
      done();
      throw error;
    }
  }
}
