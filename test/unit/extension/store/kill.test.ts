import { afterEach, beforeEach, expect, it } from 'vitest';
import { StoreFolder } from './storeFolder.ts';
import { bundleWindow, sqlJsPath, start } from './windowProcess.ts';

const ROUNDS = 20;

let folder: StoreFolder;
beforeEach(async () => (folder = await StoreFolder.create()));
afterEach(() => folder.remove());

/** Starts a window and kills it after it has told of so many writes. @returns all that it told. */
async function runAndKill(
  script: string,
  round: number,
  after: number,
): Promise<readonly string[]> {
  const args = [script, folder.path, sqlJsPath, String(round)];
  const { child, ended } = start(process.execPath, args);
  let lines = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    lines += chunk.toString().split('\n').length - 1;
    if (lines >= after) child.kill('SIGKILL');
  });
  const { signal, lines: told, complaints } = await ended;
  if (signal !== 'SIGKILL') throw new Error(`The window ended by itself: ${complaints}`);
  return told;
}

it(
  'keeps all that a window was told is saved, however it is killed',
  { timeout: 120_000 },
  async () => {
    const script = await bundleWindow(new URL('killedWindow.ts', import.meta.url), folder.folder);
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
