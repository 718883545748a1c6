import type { Log } from './ports.ts';

/** With the time that storing takes, a killed window loses less than a second of streamed text. */
const SAVE_EVERY_MS = 800;

/** `text` is added to what is stored, or is the whole of it where what was said is withdrawn. */
type Save = (text: string, thinking: string, isWhole: boolean) => Promise<void>;

/** Stores streamed text, and what was thought, about once a second, one write at a time. */
export class TextSaver {
  readonly #save: Save;
  readonly #log: Log;
  #text = '';
  #thinking = '';
  #isWhole = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(save: Save, log: Log) {
    this.#save = save;
    this.#log = log;
  }

  add(text: string, thinking: string): void {
    this.#text += text;
    this.#thinking += thinking;
    this.#later();
  }

  /** What was said is withdrawn: this is the whole text. */
  replace(text: string): void {
    this.#text = text;
    this.#isWhole = true;
    this.#later();
  }

  /** No more text comes, and the whole reply is about to be stored: what is unsaved is dropped. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    this.#text = this.#thinking = '';
    this.#isWhole = false;
    await this.#saving;
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, SAVE_EVERY_MS);
  }

  #flush(): void {
    this.#timer = undefined;
    this.#saving = this.#saving.then(async () => {
      // Taken here and not before: a save that has just failed puts its text in front.
      const [text, thinking, isWhole] = [this.#text, this.#thinking, this.#isWhole];
      this.#text = this.#thinking = '';
      this.#isWhole = false;
      if (text === '' && thinking === '' && !isWhole) return;
      try {
        await this.#save(text, thinking, isWhole);
      } catch (error) {
        this.#log.warn(`Streamed text could not be stored yet: ${String(error)}`);
        this.#putBack(text, thinking, isWhole);
      }
    });
  }

  /** The next save brings it, so that no hole is left; but no text that was withdrawn meanwhile. */
  #putBack(text: string, thinking: string, isWhole: boolean): void {
    this.#thinking = thinking + this.#thinking;
    if (this.#isWhole) return;
    this.#text = text + this.#text;
    this.#isWhole = isWhole;
  }
}
