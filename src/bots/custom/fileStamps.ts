import { stat } from 'node:fs/promises';

/** Changes with every change to the file; '' while it is not there. */
export async function stampOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}

/** Files as they were when somebody began to use them. */
export class FileStamps {
  readonly #stamps = new Map<string, Promise<string>>();

  /** From now on it counts. */
  add(file: string): void {
    if (!this.#stamps.has(file)) this.#stamps.set(file, stampOf(file));
  }

  /** Whether one of them is another now. */
  async haveChanged(): Promise<boolean> {
    const same = [...this.#stamps].map(async ([file, stamp]) => {
      return (await stamp) === (await stampOf(file));
    });
    return (await Promise.all(same)).includes(false);
  }
}
