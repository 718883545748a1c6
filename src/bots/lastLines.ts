import type { Readable } from 'node:stream';

/** Characters that are kept, however much the process says. */
const KEPT = 4096;

/** Where in the program it happened, as C libraries, gdb and Node print it: nothing for a reader. */
const STACK_FRAME = /^(#?\d+[: ]|at |\[New |-{5})|\[0x[\da-f]+\]$/;

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

  /** The last lines that say anything, none twice, the last at the end. */
  last(count: number): readonly string[] {
    const lines = this.#tail
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '' && !STACK_FRAME.test(line));
    return [...new Set(lines)].slice(-count);
  }
}
