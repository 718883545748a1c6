import type { LlamaModel, Token } from 'node-llama-cpp';

/** So many tokens before tell whether a space belongs between; the library looks at no more. */
const CONTEXT = 3;
/** A character has 4 bytes at most: what is still broken then is broken for good. */
const MOST_PENDING = 4;
const BROKEN = '\ufffd';

/** Turns tokens into text as they come; a character that spans tokens comes whole. */
export class TokenText {
  readonly #model: LlamaModel;
  readonly #shown: ReadonlyMap<Token, string>;
  #before: Token[];
  #pending: Token[] = [];

  /**
   * @param before the end of what the model was given.
   * @param shown special tokens whose texts are to be seen; other special tokens have none.
   */
  constructor(model: LlamaModel, before: readonly Token[], shown: ReadonlyMap<Token, string>) {
    this.#model = model;
    this.#before = before.slice(-CONTEXT);
    this.#shown = shown;
  }

  /** The text that is complete with this token. */
  push(token: Token): string {
    const shown = this.#shown.get(token);
    if (shown !== undefined) {
      const rest = this.#take();
      this.#before = [token];
      return rest + shown;
    }
    this.#pending.push(token);
    const text = this.#text();
    if (text.endsWith(BROKEN) && this.#pending.length < MOST_PENDING) return '';
    this.#take();
    return text;
  }

  /** What is left at the end, without half a character. */
  end(): string {
    return this.#take().replace(/\ufffd+$/, '');
  }

  #text(): string {
    return this.#model.detokenize(this.#pending, false, this.#before);
  }

  #take(): string {
    const text = this.#pending.length === 0 ? '' : this.#text();
    this.#before = [...this.#before, ...this.#pending].slice(-CONTEXT);
    this.#pending = [];
    return text;
  }
}
