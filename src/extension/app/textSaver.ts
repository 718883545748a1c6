import type { Log } from './ports.ts';

/** With the time that storing takes, a killed window loses less than a second of streamed text. */
const SAVE_EVERY_MS = 800;

/** Stores streamed text, and what was thought, about once a second, one write at a time. */
export class TextSaver {
  readonly #save: (text: string, thinking: string) => Promise<void>;
  readonly #log: Log;
  #text = '';
  #thinking = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(save: (text: string, thinking: string) => Promise<void>, log: Log) {
    this.#save = save;
    this.#log = log;
  }

  add(text: string, thinking: string): void {
    this.#text += text;
    this.#thinking += thinking;
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, SAVE_EVERY_MS);
  }

  /** No more text comes, and the whole reply is about to be stored: what is unsaved is dropped. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    this.#text = this.#thinking = '';
    await this.#saving;
  }

  #flush(): void {
    this.#timer = undefined;
    this.#saving = this.#saving.then(async () => {
      // Taken here and not before: a save that has just failed puts its text in front.
      const [text, thinking] = [this.#text, this.#thinking];
      this.#text = this.#thinking = '';
      if (text === '' && thinking === '') return;
      try {
        await this.#save(text, thinking);
      } catch (error) {
        this.#log.warn(`Streamed text could not be stored yet: ${String(error)}`);
        // The next save brings it, so that no hole is left.
        this.#text = text + this.#text;
        this.#thinking = thinking + this.#thinking;
      }
    });
  }
}
