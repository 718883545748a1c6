// @ts-check
// npm test: every suite, each even if an earlier one failed. The last line says how many passed and failed.
import { parseArgs } from 'node:util';
import { ensureBrowser } from './host/browser.mjs';
import { ensureHost } from './host/install.mjs';
import { build } from './start/build.mjs';
import { SUITES } from './test/suites.mjs';

const names = SUITES.map(suite => suite.name);
const HELP = `npm test [-- --only a,b]   a, b: ${names.join(', ')}`;

/** @type {(import('./test/suites.mjs').Count & { name: string, seconds: number })[]} */
const table = [];

try {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) console.log(HELP);
  else await test(values.only?.split(',') ?? names);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {readonly string[]} only */
async function test(only) {
  const unknown = only.find(name => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no suite "${unknown}". ${HELP}`);
  const suites = SUITES.filter(({ name }) => only.includes(name));

  // What is tested is what ships.
  const built = await timed('build', () => succeeds(() => build(['--production', '--tests'])));
  if (built) {
    const browser = suites.some(suite => suite.browser);
    const host = suites.some(suite => suite.host);
    if (browser || host) {
      await timed('prerequisites', () =>
        succeeds(async () => {
          if (browser) await ensureBrowser(console.log);
          if (host) await ensureHost(console.log);
        }),
      );
    }
    for (const { name, run } of suites) await timed(name, run);
  }
  summarize();
}

/**
 * Runs one part under a heading and notes how it went.
 *
 * @param {string} name
 * @param {() => Promise<import('./test/suites.mjs').Count>} run
 * @returns {Promise<boolean>} whether nothing failed
 */
async function timed(name, run) {
  console.log(`\n=== ${name} ===`);
  const started = performance.now();
  const { passed, failed, skipped } = await run();
  const seconds = (performance.now() - started) / 1000;
  console.log(`=== ${name}: ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s ===`);
  table.push({ name, passed, failed, skipped, seconds });
  return failed === 0;
}

/**
 * For what is not a test: success counts nothing, failure counts as one.
 *
 * @param {() => Promise<unknown>} action
 */
async function succeeds(action) {
  try {
    await action();
    return { passed: 0, failed: 0, skipped: [] };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: [] };
  }
}

function summarize() {
  const skipped = table.flatMap(suite => suite.skipped.map(title => `${suite.name}: ${title}`));
  if (skipped.length > 0) {
    console.log(`\n${skipped.length} skipped:\n${skipped.map(line => `  ${line}`).join('\n')}`);
  }
  console.log('\nsuite          passed  failed  seconds');
  let passed = 0;
  let failed = 0;
  for (const row of table) {
    passed += row.passed;
    failed += row.failed;
    const numbers = [row.passed, row.failed, row.seconds.toFixed(1)];
    const cells = numbers.map((cell, i) => String(cell).padStart([6, 8, 9][i] ?? 0)).join('');
    console.log(`${row.name.padEnd(15)}${cells}`);
  }
  if (failed > 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}
