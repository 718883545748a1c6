// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { packaged, showNode } from '../program.mjs';
import { build } from '../start/build.mjs';

/**
 * Kills a working extension host again and again and looks at what it left.
 *
 * @param {number} rounds
 * @returns {Promise<unknown>}
 */
export async function measureKills(rounds) {
  await build(['--production', '--tests']);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-bench-'));
  const file = path.join(folder, 'figures.json');
  process.env['CHATZOO_KILL_ROUNDS'] = String(rounds);
  process.env['CHATZOO_KILL_RESULTS'] = file;
  try {
    const words = [
      packaged('vitest/vitest.mjs'),
      'run',
      '--project',
      'e2e',
      'test/e2e/kill.test.ts',
    ];
    if ((await showNode(words, { onStderr: true })) !== 0)
      throw new Error('The kill test failed; see above.');
    return JSON.parse(await readFile(file, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {any} figures as test/e2e/kill.test.ts writes them */
export function reportKills({ rounds, acknowledged, lost, sessions, streamedTextLostMs }) {
  return `killed ${rounds} times: ${acknowledged} changes acknowledged in ${sessions} sessions, ${lost} lost; of streamed text at most ${streamedTextLostMs} ms`;
}
