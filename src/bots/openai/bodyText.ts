import type { Call } from './call.ts';
import type { Credentials } from './credentials.ts';
import { cutOff, isFetchTimeout, silentFor } from './failures.ts';

/** Who answers, and how long it may be silent. */
export interface Source {
  /** Host and port, for messages. */
  readonly host: string;
  /** What was sent, so that no message repeats it. */
  readonly credentials: Credentials;
  readonly call: Call;
  readonly timeoutSeconds: number;
}

/** A body as text, in whatever pieces the network gives; a character cut in two is put together. */
export class BodyText {
  readonly #source: Source;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #decoder = new TextDecoder();
  #ended = false;

  constructor(body: Response['body'], source: Source) {
    this.#source = source;
    this.#reader = body?.getReader();
    this.#ended = body === null;
  }

  /**
   * The next piece, possibly '', or undefined after the last.
   *
   * @throws BotError `timeout` or `cutOff`; anything at all once the call was stopped.
   */
  async next(seconds = this.#source.timeoutSeconds): Promise<string | undefined> {
    if (this.#ended || this.#reader === undefined) return undefined;
    const { call, host } = this.#source;
    const asked = performance.now();
    try {
      const { done, value } = await call.within(seconds, this.#reader.read());
      if (!done) return this.#decoder.decode(value, { stream: true });
      this.#ended = true;
      return this.#decoder.decode();
    } catch (error) {
      this.#ended = true;
      if (call.silentSeconds !== undefined) throw silentFor(host, call.silentSeconds);
      if (isFetchTimeout(error)) throw silentFor(host, (performance.now() - asked) / 1000);
      throw cutOff(host);
    }
  }

  /** The first `limit` characters or so; what cannot be read any more is left out. */
  async start(limit: number): Promise<string> {
    let text = '';
    try {
      while (text.length < limit) {
        const piece = await this.next();
        if (piece === undefined) break;
        text += piece;
      }
    } catch {
      // The status line has already said what matters; the call's own end is noticed by its owner.
    }
    return text;
  }
}
