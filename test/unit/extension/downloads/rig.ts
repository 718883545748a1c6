import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import { downloadId } from '../../../../src/extension/app/downloadPlan.ts';
import { Downloads, type DownloadPlan } from '../../../../src/extension/app/downloads.ts';
import type { KnownFolders } from '../../../../src/extension/downloads/knownFolders.ts';
import { NodeDownloads } from '../../../../src/extension/downloads/nodeDownloads.ts';
import { keptBytes } from '../../../../src/extension/downloads/parts.ts';

const repository = new URL('../../../../', import.meta.url);

/** The real worker, bundled for the tests of one file. */
export function builtWorker(): { readonly folder: () => string; readonly file: () => string } {
  let folder = '';
  beforeAll(async () => {
    const parent = fileURLToPath(new URL('dist-test', repository));
    await mkdir(parent, { recursive: true });
    // Inside the repository, so that the worker finds node-llama-cpp.
    folder = await mkdtemp(path.join(parent, 'downloads-'));
    await build({
      entryPoints: [fileURLToPath(new URL('src/extension/downloads/worker.ts', repository))],
      outfile: path.join(folder, 'downloadProcess.mjs'),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      external: ['node-llama-cpp'],
    });
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return { folder: () => folder, file: () => path.join(folder, 'downloadProcess.mjs') };
}

export interface RigOptions {
  readonly workerPath: string;
  readonly folder: string | (() => string);
  /** Of all windows that share it. */
  readonly known?: KnownFolders;
  readonly hub?: string;
  readonly tokens?: Readonly<Record<string, string>>;
  readonly patienceMs?: number;
}

/** The use case with real processes and files, as one window has it. */
export function openWindow({
  workerPath,
  folder,
  known,
  hub,
  tokens,
  patienceMs,
}: RigOptions): Downloads {
  const port = new NodeDownloads({
    workerPath,
    folder: typeof folder === 'string' ? () => folder : folder,
    known: known ?? rememberedFolders(),
    hub: hub ?? 'http://127.0.0.1:1',
    token: origin => Promise.resolve(tokens?.[origin]),
    log: line => {
      logged.push(line);
    },
    patienceMs: patienceMs ?? 15_000,
  });
  return new Downloads({
    port,
    words: error => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    onBug: (what, error) => logged.push(`${what}: ${String(error)}`),
  });
}

/** As the editor remembers them: over restarts, and for all windows. */
export function rememberedFolders(): KnownFolders {
  let folders: readonly string[] = [];
  return {
    read: () => folders,
    write: next => Promise.resolve(void (folders = next)),
  };
}

/** What the processes said on their way. */
const logged: string[] = [];

/** What the command makes of an address. @throws as look does */
export async function planFor(
  downloads: Downloads,
  address: string,
  sha256?: string,
): Promise<DownloadPlan> {
  const look = await downloads.look(address);
  const id = downloadId(look.url);
  return { id, name: id, address, look, entry: {}, ...(sha256 !== undefined && { sha256 }) };
}

/** All files below a folder, parts and notes included. */
export async function filesIn(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** How much of a file of this size is kept, whoever downloads it into this folder. */
export async function kept(folder: string, bytes: number): Promise<number> {
  const partsFolder = path.join(folder, '.downloads');
  const [file = ''] = (await readdir(partsFolder)).filter(name => name.endsWith('.ipull'));
  return keptBytes({ partsFolder, partName: file.replace(/\.gguf\.ipull$/, '') }, bytes);
}

/** Resolves once a download has so much, or its state is that. */
export function until(
  downloads: Downloads,
  isReached: (bytesDone: number, state: string) => boolean,
): Promise<void> {
  return new Promise(resolve => {
    const subscription = downloads.onChange(() => {
      const row = downloads.rows()[0];
      if (!row || !isReached(row.bytesDone, row.state)) return;
      subscription.dispose();
      resolve();
    });
  });
}
