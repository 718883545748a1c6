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
  const { idle, streaming, targetMs } = eventLoop;
  return [
    `${machine.cores} cores, ${machine.cpu}, Node ${machine.node}`,
    `activation                ${activationMs} ms`,
    `event loop, idle          p50 ${idle.p50Ms} ms, p99 ${idle.p99Ms} ms, longest ${idle.maxMs} ms`,
    `event loop, streaming     p50 ${streaming.p50Ms} ms, p99 ${streaming.p99Ms} ms, longest ${streaming.maxMs} ms (target ≤ ${targetMs} ms)`,
    `model processes           ${models.processes}, threads ${models.threads.join(' + ')} = ${models.threadsSum} of ${machine.cores} cores`,
    `processor used by them    ${models.busyCores} cores`,
    `tokens                    ${models.tokens} in ${models.seconds} s = ${models.tokensPerSecond} tokens/s in total`,
  ].join('\n');
}
