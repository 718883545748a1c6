import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** Deeper than any of the known programs lays its models. */
const DEEPEST = 8;
/** Entries that are looked at below a folder; a whole disk there must not take for ever. */
const MOST_ENTRIES = 50_000;
/** The parts of a split model but the first, which names the others. */
const LATER_PART = /-(?!00001-)\d{5}-of-\d{5}\.gguf$/i;

/** A search's memory: each folder is read once, links and all. */
export interface Search {
  readonly signal: AbortSignal;
  readonly folders: Set<string>;
  /** How many more entries it looks at. */
  entriesLeft: number;
}

export function newSearch(signal: AbortSignal, mostEntries = MOST_ENTRIES): Search {
  return { signal, folders: new Set(), entriesLeft: mostEntries };
}

/**
 * The GGUF files below a folder, by their names alone; a split model once. What cannot be read is
 * passed over.
 *
 * @throws the signal's reason
 */
export async function* ggufFilesBelow(
  folder: string,
  search: Search,
  depth = 0,
): AsyncGenerator<string> {
  search.signal.throwIfAborted();
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined || search.folders.has(real)) return;
  search.folders.add(real);
  for (const entry of await entriesOf(folder)) {
    if (--search.entriesLeft < 0) return;
    const file = path.join(folder, entry.name);
    const kind = await kindOf(entry, file);
    if (kind === 'file' && isFirstGguf(entry.name)) yield file;
    if (kind === 'folder' && depth < DEEPEST && !entry.name.startsWith('.')) {
      yield* ggufFilesBelow(file, search, depth + 1);
    }
  }
}

/**
 * The GGUF files of the models in a Hugging Face cache, whose `snapshots` hold links into `blobs`. Data
 * sets lie beside the models there and may have more files than a search looks at.
 *
 * source: https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 * @throws the signal's reason
 */
export async function* ggufFilesInHub(hub: string, search: Search): AsyncGenerator<string> {
  for (const { name } of await entriesOf(hub)) {
    if (name.startsWith('models--')) {
      yield* ggufFilesBelow(path.join(hub, name, 'snapshots'), search);
    }
  }
}

export function isGgufName(name: string): boolean {
  return /\.gguf$/i.test(name);
}

function isFirstGguf(name: string): boolean {
  return isGgufName(name) && !LATER_PART.test(name);
}

/** In the order of their names; none if the folder cannot be read. */
export async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What an entry is, or what a link leads to. */
export async function kindOf(entry: Dirent, file: string): Promise<'file' | 'folder' | undefined> {
  const found = entry.isSymbolicLink() ? await stat(file).catch(() => undefined) : entry;
  if (found?.isFile()) return 'file';
  return found?.isDirectory() ? 'folder' : undefined;
}
