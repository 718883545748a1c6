import type { Bot } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import type { CreateBot, Log } from './ports.ts';

interface Entry {
  readonly bot: Bot;
  users: number;
  ending?: Promise<void>;
}

/**
 * Keeps one bot alive per description, so that a model is loaded once. A bot whose settings have
 * changed finishes what it is saying with the parameters it began with, and is then let go.
 */
export class BotPool {
  readonly #create: CreateBot;
  readonly #log: Log;
  readonly #entries = new Map<string, Entry>();
  /** Those no longer configured that are still in use, or ending. */
  readonly #retired = new Set<Entry>();

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
        if (entry.users === 0 && this.#retired.has(entry)) void this.#end(entry);
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
      this.#retired.add(entry);
      if (entry.users === 0) void this.#end(entry);
    }
  }

  /** Ends all bots, also those that were let go before, and waits until they have ended. */
  async dispose(): Promise<void> {
    const entries = [...this.#entries.values(), ...this.#retired];
    this.#entries.clear();
    await Promise.all(entries.map(entry => this.#end(entry)));
  }

  #entry(spec: BotSpec): Entry {
    const key = keyOf(spec);
    const entry = this.#entries.get(key) ?? { bot: this.#create(spec), users: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

  /** Never rejects. */
  #end(entry: Entry): Promise<void> {
    entry.ending ??= entry.bot
      .dispose()
      .catch((error: unknown) => {
        this.#log.error('A bot did not end cleanly', error);
      })
      .finally(() => this.#retired.delete(entry));
    return entry.ending;
  }
}

/** The same for descriptions that one bot serves. */
export function keyOf(spec: BotSpec): string {
  return JSON.stringify(spec);
}
