/** One reply's requests: they end when the user stops it, when its bot ends, or by the server's silence. */
export class Call {
  #controller = new AbortController();
  readonly #stop: AbortSignal;
  readonly #onStop = (): void => {
    this.stop();
  };
  #stopped = false;
  #silentSeconds: number | undefined;

  constructor(stop: AbortSignal) {
    this.#stop = stop;
    if (stop.aborted) this.stop();
    else stop.addEventListener('abort', this.#onStop, { once: true });
  }

  /** Reaches the socket; another one after {@link goOn}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether somebody wanted the end: then nothing that follows is a failure. */
  wasStopped(): boolean {
    return this.#stopped;
  }

  /** How long the server had been silent when that ended the call, in seconds. */
  get silentSeconds(): number | undefined {
    return this.#silentSeconds;
  }

  stop(): void {
    this.#stopped = true;
    this.#controller.abort();
  }

  /** After a server's silence: the next one is asked, unless the call was stopped meanwhile. */
  goOn(): void {
    if (this.#silentSeconds === undefined) return;
    this.#silentSeconds = undefined;
    this.#controller = new AbortController();
    if (this.#stopped) this.#controller.abort();
  }

  /** Waits for the server; its silence of more than `seconds` ends the call. */
  async within<T>(seconds: number, answer: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      if (this.#stopped) return;
      this.#silentSeconds = seconds;
      this.#controller.abort();
    }, seconds * 1000);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Frees the socket, whatever of the answer is still to come. */
  end(): void {
    this.#stop.removeEventListener('abort', this.#onStop);
    this.#controller.abort();
  }
}
