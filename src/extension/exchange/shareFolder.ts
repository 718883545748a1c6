import { constants, watch as watchFolder, type FSWatcher } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SharePort } from '../app/ports.ts';
import { linesSince, UNREAD, type ReadMark } from './growingFile.ts';

/** Git keeps the lines of both sides; the same line endings everywhere keep a file growing only. */
const ATTRIBUTES = '*.jsonl text eol=lf merge=union\n';
const MERGES_BY_UNION = /^\s*\*\.jsonl\s(?:.*\s)?merge=union(?:\s|$)/m;
/** Milliseconds that a change has to settle; a pull writes many files. */
const SETTLE = 200;
/** Milliseconds between looks at the folder, for disks that tell of no changes. */
const POLL = 5000;
const NEWLINE = 0x0a;

export interface ShareFolderOptions {
  /** Told once when the folder's own `.gitattributes` does not merge the files by union. */
  readonly onAttributes: (path: string) => void;
  /** Told of a file that cannot be read now; it is tried again with the next reading. */
  readonly onUnreadable: (path: string, error: unknown) => void;
  readonly pollMs?: number;
}

/**
 * The shared folder on this machine's disk. Only its own files are read and written: what git brings
 * could be a link to any other file.
 */
export function openShareFolder(folder: string, options: ShareFolderOptions): SharePort {
  const marks = new Map<string, ReadMark>();
  let attributesSeen = false;

  return {
    async *read() {
      const files = await filesOf(folder);
      const names = new Set(files.map(({ name }) => name));
      for (const gone of [...marks.keys()].filter(name => !names.has(name))) {
        yield { file: gone, fresh: true, lines: [] };
        marks.delete(gone);
      }
      for (const { name, size, mtimeMs } of files) {
        const mark = marks.get(name) ?? UNREAD;
        if (mark.size === size && mark.mtimeMs === mtimeMs) continue;
        const file = path.join(folder, name);
        try {
          for await (const some of linesSince(file, mark, next => marks.set(name, next))) {
            yield { file: name, ...some };
          }
        } catch (error) {
          if (!isMissing(error)) options.onUnreadable(file, error);
        }
      }
    },
    async append(file, lines) {
      await mkdir(folder, { recursive: true });
      if (!attributesSeen) {
        const attributes = path.join(folder, '.gitattributes');
        if (!(await mergesByUnion(attributes))) options.onAttributes(attributes);
        attributesSeen = true;
      }
      await appendLines(path.join(folder, file), lines);
    },
    watch: onChange => watchFiles(folder, onChange, options.pollMs ?? POLL),
  };
}

interface FoundFile {
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** The files with lines, by name; none if there is no folder. */
async function filesOf(folder: string): Promise<readonly FoundFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const found: FoundFile[] = [];
  for (const name of names.filter(each => each.endsWith('.jsonl')).sort()) {
    const stat = await lstat(path.join(folder, name)).catch(() => undefined);
    if (stat?.isFile()) found.push({ name, size: stat.size, mtimeMs: stat.mtimeMs, ino: stat.ino });
  }
  return found;
}

/** Writes the attributes if there are none. @returns whether git will merge by union. */
async function mergesByUnion(file: string): Promise<boolean> {
  try {
    await writeFile(file, ATTRIBUTES, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return MERGES_BY_UNION.test(await readFile(file, 'utf8').catch(() => ''));
  }
}

/** One write, so that two windows' lines do not mix; then on disk. */
async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  const { O_RDWR, O_APPEND, O_CREAT } = constants;
  // Windows has no such flag, and makes links for administrators only.
  const noLinks = (constants as { O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
  const handle = await open(file, O_RDWR | O_APPEND | O_CREAT | noLinks, 0o644);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    // A killed window may have left half a line: what comes now must not become part of it.
    const heal = size > 0 && last[0] !== NEWLINE ? '\n' : '';
    const bytes = Buffer.from(`${heal}${lines.join('\n')}\n`, 'utf8');
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) throw new Error('The disk took only a part of it');
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Looks now and then, and at once when the disk tells of a change. */
function watchFiles(
  folder: string,
  onChange: () => void,
  pollMs: number,
): { readonly dispose: () => void } {
  let watcher: FSWatcher | undefined;
  let watched: number | undefined;
  let seen = '';
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  const soon = (delay: number): void => {
    if (ended) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      void look();
    }, delay);
    timer.unref();
  };
  const look = async (): Promise<void> => {
    try {
      await followFolder();
      const files = await filesOf(folder);
      const now = files.map(file => Object.values(file).join(' ')).join('\n');

      if (now !== seen && !ended) onChange();
      seen = now;
    } catch {
      // Not readable now: the next look may be luckier, and reading tells what is wrong.
    }
    if (!timer) soon(pollMs);
  };
  /** A folder that git removed and made again is another one, of which the old watcher hears nothing. */
  const followFolder = async (): Promise<void> => {
    const ino = (await lstat(folder).catch(() => undefined))?.ino;
    if (ino === watched && watcher) return;
    stopWatching();

    if (ino === undefined || ended) return;
    watcher = watchFolder(folder, { persistent: false }, () => {
      soon(SETTLE);
    });
    watcher.on('error', stopWatching);
    watched = ino;
  };
  const stopWatching = (): void => {
    watcher?.close();
    watcher = undefined;
    watched = undefined;
  };
  soon(0);
  return {
    dispose: () => {
      ended = true;
      clearTimeout(timer);
      stopWatching();
    },
  };
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}
