import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

/** Asked with this Elo factor, the thread of `dying` exits as if somebody had killed it. */
export const DEADLY_K = 13;

const DYING = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ call, body }) => {
  if (call === 'board' && body.k === ${DEADLY_K}) process.exit(7);
});
require('./ranking.cjs');
`;

/** The real bundle dist/ranking.cjs, built for the tests of one file, and one that can be made to die. */
export function builtWorker(): { readonly file: () => string; readonly dying: () => string } {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-counting-'));
    await esbuild.build({
      entryPoints: ['src/extension/counting/worker.ts'],
      outfile: path.join(folder, 'ranking.cjs'),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
    });
    await writeFile(path.join(folder, 'dying.cjs'), DYING);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    file: () => path.join(folder, 'ranking.cjs'),
    dying: () => path.join(folder, 'dying.cjs'),
  };
}
