// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from '../start/build.mjs';
import { runHostTests } from '../test/hostTests.mjs';

/** Streams two local models into an open arena page. @returns {Promise<unknown>} */
export async function measureStreaming() {
  await build(['--production', '--tests']);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-bench-'));
  const file = path.join(folder, 'figures.json');
  process.env['CHATZOO_BENCH_RESULTS'] = file;
  try {
    const failed = await runHostTests({
      phases: ['bench'],
      grep: 'two local models that stream',
      timeoutMs: 300_000,
      log: console.error,
    });
    if (failed) throw new Error('The measuring failed; its messages are above.');
    return JSON.parse(await readFile(file, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {any} figures as test/host/streaming.bench.test.ts writes them */
export function reportStreaming({ machine, activationMs, eventLoop, models }) {
  const { targetMs, ...loops } = eventLoop;
  const pauses = Object.entries(loops).map(
    ([name, { p50Ms, p99Ms, maxMs, ownMaxMs }]) =>
      `${`event loop, ${name}`.padEnd(25)} p50 ${p50Ms} ms, p99 ${p99Ms} ms, longest ${maxMs} ms, of its own making at most ${ownMaxMs} ms`,
  );
  return [
    `${machine.cores} cores, ${machine.cpu}, Node ${machine.node}`,
    `activation                ${activationMs} ms`,
    ...pauses,
    `                          (target ≤ ${targetMs} ms; saturated: every core busy without ChatZoo)`,
    `model processes           ${models.processes}, threads at once (median) ${models.threads.join(' + ')} = ${models.threadsSum} of ${machine.cores} cores, granted ${models.granted.join(' + ')}`,
    `processor used by them    ${models.busyCores} cores`,
    `tokens                    ${models.tokens} in ${models.seconds} s = ${models.tokensPerSecond} tokens/s in total`,
  ].join('\n');
}
