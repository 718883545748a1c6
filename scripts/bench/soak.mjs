// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from '../start/build.mjs';
import { runHostTests } from '../test/hostTests.mjs';

/** The most that a turn of the soak takes, in milliseconds, and what comes around all turns. */
const TURN_MS = 6000;
const AROUND_MS = 120_000;
/** Most megabytes that the host may have grown by. */
const GROWTH_MB = 20;

/**
 * Asks four local bots, one of them corrupt, while replies are stopped and processes killed at random.
 *
 * @param {number} turns
 * @returns {Promise<unknown>}
 */
export async function measureSoak(turns) {
  await build(['--production', '--tests']);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-bench-'));
  const file = path.join(folder, 'figures.json');
  process.env['CHATZOO_BENCH_RESULTS'] = file;
  process.env['CHATZOO_SOAK_TURNS'] = String(turns);
  try {
    const failed = await runHostTests({
      phases: ['bench'],
      grep: 'a long soak',
      timeoutMs: turns * TURN_MS + AROUND_MS,
      log: console.error,
    });
    if (failed) throw new Error('The soak failed; its messages are above.');
    const figures = JSON.parse(await readFile(file, 'utf8'));
    requireClean(figures);
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {any} figures as test/host/soak.bench.test.ts writes them */
export function reportSoak({ turns, seconds, kills, endings, memoryMb, replies, left }) {
  const ends = Object.entries(endings).map(([how, count]) => `${count} ${how}`);
  return [
    `${turns} turns of 4 bots in ${seconds} s, ${kills} processes killed: ${replies} replies in the store, ${left.notEnded} not ended, ${left.processes} processes left`,
    `endings                   ${ends.join(', ')}`,
    `memory of the host        in use ${memoryMb.before.used} MB before, ${memoryMb.after.used} MB after; resident ${memoryMb.before.resident}, ${memoryMb.after.resident} MB`,
  ].join('\n');
}

/** @param {any} figures */
function requireClean({ left, memoryMb }) {
  const grown = memoryMb.after.used - memoryMb.before.used;
  if (left.notEnded === 0 && left.processes === 0 && grown < GROWTH_MB) return;
  throw new Error(
    `${left.notEnded} replies have not ended, ${left.processes} processes are left, the host has grown by ${grown} MB`,
  );
}
