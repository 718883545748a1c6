/** Does one piece of work a frame, so that many drawings never make one long frame. */
export class FrameQueue {
  readonly #waiting = new Set<() => void>();
  #frame: number | undefined;

  /** @returns a function that takes the work back, if it is not done yet. */
  add(work: () => void): () => void {
    this.#waiting.add(work);
    this.#plan();
    return () => this.#waiting.delete(work);
  }

  #plan(): void {
    if (this.#frame !== undefined || this.#waiting.size === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      const [first] = this.#waiting;
      if (!first) return;
      this.#waiting.delete(first);
      this.#plan();
      first();
    });
  }
}
