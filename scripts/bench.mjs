// @ts-check
// npm run bench [-- --json]: figures of this machine, measured inside the real VS Code.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './start/build.mjs';
import { runHostTests } from './test/hostTests.mjs';

const HELP = `npm run bench [-- --json]

Streams two local models into an open arena page and says how long the extension host's event loop
was held up, how many threads the models had, and how fast they were.

  --json   prints the figures as JSON, and nothing else on standard output`;

try {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) console.log(HELP);
  else await bench(values.json ?? false);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {boolean} json */
async function bench(json) {
  await build(['--production', '--tests']);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-bench-'));
  const file = path.join(folder, 'figures.json');
  process.env['CHATZOO_BENCH_RESULTS'] = file;
  try {
    const failed = await runHostTests({
      phases: ['bench'],
      grep: undefined,
      timeoutMs: 300_000,
      log: console.error,
    });
    if (failed) throw new Error('The measuring failed; its messages are above.');
    const figures = JSON.parse(await readFile(file, 'utf8'));
    console.log(json ? JSON.stringify(figures, null, 2) : report(figures));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {any} figures as test/host/streaming.bench.test.ts writes them */
function report({ machine, activationMs, eventLoop, models }) {
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
