import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StoreFolder } from './storeFolder.ts';

const ROUNDS = 20;

let folder: StoreFolder;
beforeEach(async () => (folder = await StoreFolder.create()));
afterEach(() => folder.remove());

/** Starts a window and kills it after it has told of so many writes. @returns all that it told. */
function runAndKill(script: string, round: number, after: number): Promise<readonly string[]> {
  const sqlJs = createRequire(import.meta.url).resolve('sql.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, folder.path, sqlJs, String(round)]);
    let told = '';
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.split('\n').length > after) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_, signal) => {
      if (signal === 'SIGKILL') resolve(told.split('\n').slice(0, -1));
      else reject(new Error(`The window ended by itself: ${complaints}`));
    });
  });
}

it(
  'keeps all that a window was told is saved, however it is killed',
  { timeout: 120_000 },
  async () => {
    const script = join(folder.folder, 'window.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('killedWindow.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
      logLevel: 'error',
    });
    const told: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      told.push(...(await runAndKill(script, round, 1 + Math.floor(Math.random() * 60))));
      const { database, notices } = await folder.open();
      const rows = await database.read(all => all('SELECT id FROM sessions'));
      const check = await database.read(all => all('PRAGMA integrity_check'));
      expect(check).toEqual([{ integrity_check: 'ok' }]);
      expect(notices.filter(({ kind }) => kind !== 'tornTail')).toEqual([]);
      const found = new Set(rows.map(({ id }) => id));
      expect(told.filter(id => !found.has(id))).toEqual([]);
    }
    expect(told.length).toBeGreaterThan(ROUNDS);
  },
);
