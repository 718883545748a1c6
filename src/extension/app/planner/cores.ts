import type { Concurrency } from '../settings.ts';

/**
 * Measured with llama.cpp on two cores: processes of one thread each lose nothing up to twice as many
 * as cores, and an answer that begins now is worth more than one that begins after another.
 */
const AUTO_PER_CORE = 2;

/**
 * The threads that each of so many processes computes with. llama.cpp's threads spin at a barrier
 * after every operation: one thread more than there are free cores, and all stand still (measured:
 * 2 × 2 threads on 2 cores are 20 times slower than 2 × 1). One core stays for the editor.
 *
 * @returns at least 1, so that with more processes than cores the system shares them out.
 */
export function threadsEach(cores: number, running: number): number {
  return Math.max(1, Math.floor((cores - 1) / Math.max(1, running)));
}

/** How many local generations run at once. */
export function admitted(concurrency: Concurrency, cores: number): number {
  switch (concurrency) {
    case 'auto':
      return AUTO_PER_CORE * Math.max(1, cores);
    case 'parallel':
      return Infinity;
    case 'sequential':
      return 1;
  }
}
