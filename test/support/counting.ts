/** A text that goes on until it is told to end: 1 2 3 … shows which part of it is missing. */
export class Counting implements Iterable<string> {
  #count = 0;
  #isOver = false;

  *[Symbol.iterator](): Generator<string> {
    while (!this.#isOver) yield `${(this.#count += 1)} `;
  }

  /** How far it came. */
  get count(): number {
    return this.#count;
  }

  /** All of it up to now. */
  get text(): string {
    return countTo(this.#count);
  }

  end(): void {
    this.#isOver = true;
  }
}

export function countTo(last: number): string {
  return Array.from({ length: last }, (_, index) => `${index + 1} `).join('');
}
