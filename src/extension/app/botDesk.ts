import type { Bot } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import type { BotPool } from './botPool.ts';
import type { Grant, LocalPlanner } from './planner/localPlanner.ts';
import type { Waiting, Who } from './planner/waitingView.ts';

export interface Loan {
  readonly bot: Bot;
  /** What a local bot may compute with at this moment. */
  readonly threads: number | undefined;
  /** How long the bot had to wait until it might compute, in milliseconds. */
  readonly waitedMs: number;
  /** The reply has ended; what was lent comes back once the bot is really idle. */
  giveBack(): void;
}

/** Lends bots together with what they need of this machine. */
export class BotDesk {
  readonly #pool: BotPool;
  readonly #planner: LocalPlanner;
  readonly #now: () => number;

  /** @param now a clock in milliseconds. */
  constructor(pool: BotPool, planner: LocalPlanner, now: () => number) {
    this.#pool = pool;
    this.#planner = planner;
    this.#now = now;
  }

  /**
   * Waits until the bot may compute; one whose model runs elsewhere may at once.
   *
   * @param onWaiting hears why it waits, and again whenever the plan changes.
   * @throws BotError if its model cannot run here; the signal's reason if it aborts first.
   */
  async lend(
    spec: BotSpec,
    who: Who,
    signal: AbortSignal,
    onWaiting: (waiting: Waiting) => void,
  ): Promise<Loan> {
    const { bot, done } = this.#pool.use(spec);
    const asked = this.#now();
    try {
      const threads = spec.kind === 'llama' ? spec.threads : undefined;
      const grant =
        bot.local && (await this.#planner.enter(bot.local, { who, threads, onWaiting }, signal));
      return loanOf(bot, grant, this.#now() - asked, done);
    } catch (error) {
      done();
      throw error;
    }
  }
}

function loanOf(bot: Bot, grant: Grant | undefined, waitedMs: number, done: () => void): Loan {
  return {
    bot,
    get threads() {
      return grant?.threads;
    },
    waitedMs,
    giveBack: () => {
      const free = (): void => {
        grant?.giveBack();
        done();
      };
      // A bot that cannot tell must not keep the others waiting for ever.
      void bot.idle().then(free, free);
    },
  };
}
