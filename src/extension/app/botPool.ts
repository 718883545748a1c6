import type { Bot } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import type { CreateBot, Log } from './ports.ts';

interface Entry {
  readonly bot: Bot;
  users: number;
  retired: boolean;
}

/**
 * Keeps one bot alive per description, so that a model is loaded once. A bot whose settings have
 * changed finishes what it is saying with the parameters it began with, and is then let go.
 */
export class BotPool {
  readonly #create: CreateBot;
  readonly #log: Log;
  readonly #entries = new Map<string, Entry>();

  constructor(create: CreateBot, log: Log) {
    this.#create = create;
    this.#log = log;
  }

  /** @returns the bot and a function that says it is no longer used. */
  use(spec: BotSpec): { readonly bot: Bot; readonly done: () => void } {
    const entry = this.#entry(spec);
    entry.users++;
    return {
      bot: entry.bot,
      done: () => {
        entry.users--;
        if (entry.retired && entry.users === 0) this.#dispose(entry);
      },
    };
  }

  /** The bot to look at, not to ask. */
  look(spec: BotSpec): Bot {
    return this.#entry(spec).bot;
  }

  /** Lets every bot go that is not among these, as soon as it is idle. */
  keepOnly(specs: readonly BotSpec[]): void {
    const keep = new Set(specs.map(keyOf));
    for (const [key, entry] of this.#entries) {
      if (keep.has(key)) continue;
      this.#entries.delete(key);
      entry.retired = true;
      if (entry.users === 0) this.#dispose(entry);
    }
  }

  async dispose(): Promise<void> {
    const bots = [...this.#entries.values()].map(entry => entry.bot);
    this.#entries.clear();
    await Promise.allSettled(bots.map(bot => bot.dispose()));
  }

  #entry(spec: BotSpec): Entry {
    const key = keyOf(spec);
    const entry = this.#entries.get(key) ?? { bot: this.#create(spec), users: 0, retired: false };
    this.#entries.set(key, entry);
    return entry;
  }

  #dispose(entry: Entry): void {
    entry.bot.dispose().catch((error: unknown) => {
      this.#log.error('A bot did not end cleanly', error);
    });
  }
}

function keyOf(spec: BotSpec): string {
  return JSON.stringify(spec);
}
