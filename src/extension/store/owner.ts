import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Files } from './files.ts';
import { StoreError, errnoOf } from './storeError.ts';

// The owner file: the token in the first line, in the second as JSON which process it is of. After
// closing the second line is {}. After a move the first line is MOVED, and the second says where to.
const MOVED = 'moved';

interface Process {
  readonly pid?: unknown;
  readonly host?: unknown;
  readonly to?: unknown;
}

/** The files are not where they were; internal, the database puts it right. */
export class Displaced extends Error {
  override readonly name = 'Displaced';
  /** Where another window has moved them; undefined if they were removed or replaced. */
  readonly to: string | undefined;

  constructor(message: string, to?: string) {
    super(message);
    this.to = to;
  }
}

/** Process numbers come back after a restart; the tokens of this very process are known. */
const tokensOfThisProcess = new Set<string>();

/**
 * Says which window may write: the one whose token is in the owner file, which is the last one that
 * opened the database or wrote to it.
 *
 * A write is acknowledged only if the token was still there *after* it was durable. A window that
 * takes the database writes its token *before* it reads the files, so it reads all that was ever
 * acknowledged; what an overtaken window still writes goes to files that have been replaced.
 */
export class Owner {
  readonly token: string;
  readonly #files: Files;
  readonly #path: string;

  private constructor(files: Files, path: string, token: string) {
    this.#files = files;
    this.#path = path;
    this.token = token;
  }

  /** Takes the database over from whoever had it; `fromLiving` if that is a window still open. */
  static async take(
    files: Files,
    path: string,
  ): Promise<{ readonly owner: Owner; readonly fromLiving: boolean }> {
    const fromLiving = isLiving(await files.read(path).catch(() => undefined));
    const token = randomUUID();
    tokensOfThisProcess.add(token);
    await files.write(path, contentOf(token, { pid: process.pid, host: hostname() }));
    return { owner: new Owner(files, path, token), fromLiving };
  }

  /** Leaves word where the database is now. */
  static leaveWord(files: Files, path: string, to: string): Promise<void> {
    return files.write(path, contentOf(MOVED, { to }));
  }

  /** @throws StoreError `lost` once the database is another window's; Displaced. */
  async check(): Promise<void> {
    const found = await this.#files.read(this.#path);
    if (found === undefined)
      throw new Displaced('The files of the database were removed while it was open.');
    const { token, process } = parse(found);
    if (token === this.token) return;
    if (token === MOVED && typeof process.to === 'string')
      throw new Displaced('The database was moved.', process.to);
    throw new StoreError('lost', 'Another window is writing to this database. Try again.');
  }

  /** The window closes; best effort, for nothing but a notice depends on it. */
  async release(): Promise<void> {
    try {
      await this.check();
      await this.#files.write(this.#path, contentOf(this.token, {}));
    } catch {
      // Another window has it, or the disk is gone: no word is needed.
    }
  }
}

/** Whether a file is that of a window; one that says where the database has gone is none. */
export function beginsAsOwner(bytes: Buffer): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n/.test(bytes.toString('latin1'));
}

function contentOf(token: string, process: Process): string {
  return `${token}\n${JSON.stringify(process)}\n`;
}

function parse(content: Buffer): { readonly token: string; readonly process: Process } {
  const [token = '', rest = ''] = content.toString('utf8').split('\n');
  try {
    const process = JSON.parse(rest) as unknown;
    return { token, process: typeof process === 'object' && process ? process : {} };
  } catch {
    // Written by an older version, or by two windows at the same instant.
    return { token, process: {} };
  }
}

function isLiving(content: Buffer | undefined): boolean {
  if (!content) return false;
  const { token, process: owner } = parse(content);
  if (typeof owner.pid !== 'number' || typeof owner.host !== 'string') return false;
  // Of another machine nothing can be known, and a warning too many does no harm.
  if (owner.host !== hostname()) return true;
  if (owner.pid === process.pid) return tokensOfThisProcess.has(token);
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}
