import { writeSync, openSync } from 'node:fs';
import type { ReplyState } from '../../../src/core/model.ts';

/** What a window that will be killed tells, a JSON object a line. */
export type Told =
  /** The extension is open; `pid` is what to kill. */
  | { readonly kind: 'ready'; readonly pid: number }
  /** The change has begun: whether it is there after a kill is open until `done` with the same number. */
  | { readonly kind: 'begun'; readonly op: number; readonly change: Change }
  | { readonly kind: 'done'; readonly op: number }
  /** It was refused: nothing may have changed. */
  | { readonly kind: 'refused'; readonly op: number; readonly why: string }
  /** The page has been told that the reply ended so. */
  | {
      readonly kind: 'ended';
      readonly reply: string;
      readonly text: string;
      readonly state: ReplyState['kind'];
    }
  /** So much text of the reply had come at that time. */
  | {
      readonly kind: 'streamed';
      readonly reply: string;
      readonly length: number;
      readonly at: number;
    };

export type Change =
  | { readonly do: 'turn'; readonly session: string; readonly prompt: string }
  | { readonly do: 'vote'; readonly session: string; readonly comment: string }
  | { readonly do: 'rename'; readonly session: string; readonly title: string }
  | { readonly do: 'tag'; readonly session: string; readonly tag: string }
  | { readonly do: 'correct'; readonly reply: string; readonly text: string }
  | { readonly do: 'remove'; readonly session: string }
  | { readonly do: 'undo'; readonly session: string }
  | { readonly do: 'import'; readonly sessions: readonly string[] };

/** Writes each line at once: what a killed process has handed to the system is not lost. */
export class AckLog {
  readonly #file: number;
  #ops = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  tell(told: Told): void {
    writeSync(this.#file, `${JSON.stringify(told)}\n`);
  }

  /** Does a change between `begun` and `done`. @returns undefined if it was refused. */
  async change<T>(change: Change, work: () => Promise<T>): Promise<T | undefined> {
    const op = this.#ops++;
    this.tell({ kind: 'begun', op, change });
    try {
      const result = await work();
      this.tell({ kind: 'done', op });
      return result;
    } catch (error) {
      this.tell({ kind: 'refused', op, why: String(error) });
      return undefined;
    }
  }
}
