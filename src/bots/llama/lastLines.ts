import type { Readable } from 'node:stream';

/** Characters that are kept, however much the process says. */
const KEPT = 2048;

/** Passes on what a process says line by line, and remembers the end of it. */
export class LastLines {
  #tail = '';

  constructor(stream: Readable | null, onLine: (line: string) => void) {
    let open = '';
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      this.#tail = (this.#tail + chunk).slice(-KEPT);
      const lines = (open + chunk).split(/\r?\n/);
      // Cut too, for a process that never ends its line.
      open = (lines.pop() ?? '').slice(-KEPT);
      for (const line of lines) if (line.trim() !== '') onLine(line);
    });
  }

  /** The last line that says anything. */
  get last(): string | undefined {
    return this.#tail
      .split('\n')
      .map(line => line.trim())
      .findLast(line => line !== '');
  }
}
