import { spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import esbuild from 'esbuild';
import initSqlJs from 'sql.js';
import { afterAll, beforeAll } from 'vitest';
import { CLI_BANNER } from '../../../scripts/cliBanner.mjs';
import type { SessionRecord } from '../../../src/core/formats/record.ts';
import { openDatabase } from '../../../src/extension/store/openDatabase.ts';
import { createStores } from '../../../src/extension/store/stores.ts';

const packages = createRequire(import.meta.url);

/**
 * The real program, built for the tests of one file, and a folder for what it reads and writes.
 *
 * @param parts `report`: what draws reports is built too. `models`: so are the processes of models.
 */
export function program(...parts: readonly ('report' | 'models')[]) {
  let folder = '';
  let built = '';
  beforeAll(async () => {
    // A model's process looks for node-llama-cpp in the folders above it.
    const parent = parts.includes('models') ? path.resolve('dist-test') : tmpdir();
    await mkdir(parent, { recursive: true });
    folder = await mkdtemp(path.join(parent, 'chatzoo-cli-'));
    const dist = path.join(folder, 'dist');
    built = path.join(dist, 'cli.mjs');
    // As esbuild.mjs does it: `vscode` is not external, so that a leaked import fails the build.
    await esbuild.build({
      entryPoints: ['src/cli/main.ts'],
      outfile: built,
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: { js: CLI_BANNER },
      alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    });
    if (parts.includes('models')) {
      await esbuild.build({
        entryPoints: {
          modelProcess: 'src/bots/llama/worker.ts',
          customProcess: 'src/bots/custom/worker.ts',
        },
        outdir: dist,
        outExtension: { '.js': '.mjs' },
        bundle: true,
        platform: 'node',
        target: 'node20',
        format: 'esm',
        external: ['node-llama-cpp'],
      });
    }
    if (parts.includes('report')) {
      await esbuild.build({
        entryPoints: ['src/charts/report/htmlReport.ts'],
        outfile: path.join(dist, 'report.cjs'),
        bundle: true,
        platform: 'node',
        format: 'cjs',
      });
    }
    const sqlJs = path.dirname(packages.resolve('sql.js/dist/sql-wasm.js'));
    await copyFile(path.join(sqlJs, 'sql-wasm.js'), path.join(dist, 'sql-wasm.cjs'));
    await copyFile(path.join(sqlJs, 'sql-wasm.wasm'), path.join(dist, 'sql-wasm.wasm'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const runWith = (input: string, ...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [built, ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, CHATZOO_DATABASE: '' },
      input,
      maxBuffer: 64 * 1024 ** 2,
    });
    return { status, stdout, stderr };
  };
  return {
    /** A file that is there for this test file only. */
    file: (name: string): string => path.join(folder, name),
    run: (...words: readonly string[]) => runWith('', ...words),
    runWith,
    /** Begins it; nobody has read a byte of its output yet. */
    start: (...words: readonly string[]) =>
      spawn(process.execPath, [built, ...words], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    runIn: (env: NodeJS.ProcessEnv, ...words: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [built, ...words], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
      return { status, stdout, stderr };
    },
    /** As `runIn`, while this process goes on: for what talks to it. */
    runBeside: async (env: NodeJS.ProcessEnv, ...words: readonly string[]) => {
      const child = spawn(process.execPath, [built, ...words], {
        cwd: folder,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const exit = once(child, 'close');
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      const [status] = (await exit) as [number | null];
      return { status, stdout, stderr };
    },
  };
}

/** Opens a database as the editor does. */
export async function openAsEditor(path: string) {
  const database = await openDatabase({
    path,
    loadSqlJs: () => initSqlJs(),
    onNotice: () => undefined,
    now: () => Date.now(),
  });
  return { database, stores: createStores(database) };
}

export async function fill(path: string, records: readonly SessionRecord[]): Promise<void> {
  const { database, stores } = await openAsEditor(path);
  await stores.records.merge(records);
  await database.close();
}
