import { fork, type ChildProcess } from 'node:child_process';
import type { RawAnswer, RawAsk } from './rawWorker.ts';

/** A process with node-llama-cpp alone; see rawWorker.ts. */
export class RawProcess {
  readonly #child: ChildProcess;

  constructor(script: string) {
    this.#child = fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  ask(ask: RawAsk): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error('The raw process ended'));
      this.#child.once('exit', onExit);
      this.#child.once('message', (answer: RawAnswer | { readonly error: string }) => {
        this.#child.off('exit', onExit);
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer);
      });
      this.#child.send(ask);
    });
  }

  async end(): Promise<void> {
    const gone = new Promise(resolve => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
  }
}

export interface Work {
  readonly prompt: string;
  readonly tokens: number;
  /** A way that is slow beyond use is cut here, and counted by what it did. */
  readonly limitMs: number;
}

/** Every process answers once, so many at a time. @returns tokens a second, all together */
export async function inWaves(
  processes: readonly RawProcess[],
  atOnce: number,
  threads: number,
  { prompt, tokens, limitMs }: Work,
): Promise<number> {
  const began = performance.now();
  let said = 0;
  const waiting = processes.map((process, seed) => ({ process, seed }));
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { process, seed } = next;
      const answer = await process.ask({
        kind: 'generate',
        prompt,
        tokens,
        threads,
        seed,
        limitMs,
      });
      said += answer.tokens;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return said / ((performance.now() - began) / 1000);
}
