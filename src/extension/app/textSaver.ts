import type { Log } from './ports.ts';

/** Most text that a killed window can lose, in milliseconds of streaming. */
const SAVE_EVERY_MS = 1000;

/** Stores streamed text about once a second, one write at a time. */
export class TextSaver {
  readonly #save: (text: string) => Promise<void>;
  readonly #log: Log;
  #unsaved = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(save: (text: string) => Promise<void>, log: Log) {
    this.#save = save;
    this.#log = log;
  }

  add(text: string): void {
    this.#unsaved += text;
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, SAVE_EVERY_MS);
  }

  /** No more text comes, and the whole reply is about to be stored: what is unsaved is dropped. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    this.#unsaved = '';
    await this.#saving;
  }

  #flush(): void {
    const text = this.#unsaved;
    this.#unsaved = '';
    this.#timer = undefined;
    if (text === '') return;
    this.#saving = this.#saving
      .then(() => this.#save(text))
      .catch((error: unknown) => {
        this.#log.warn(`Streamed text could not be stored yet: ${String(error)}`);
        // The next save brings it, so that no hole is left.
        this.#unsaved = text + this.#unsaved;
      });
  }
}
