// @ts-check
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { packaged, showNode } from '../program.mjs';
import { REPOSITORY } from '../repository.mjs';
import { RESULTS as HOST_RESULTS } from './hostBundles.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: readonly string[] }} Count `skipped`: their titles
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {boolean} browser whether it needs one
 * @property {boolean} host whether it needs a served VS Code
 * @property {() => Promise<Count>} run
 *
 * @typedef {{ status: string, assertionResults: { status: string, fullName: string }[] }} VitestFile
 */

/** What vitest's JSON calls a test that did not run: `it.skip`, `context.skip()`, `it.todo`. */
const SKIPPED = ['pending', 'skipped', 'todo'];

const RESULTS = path.join(REPOSITORY, 'artifacts', 'results');

/** @type {readonly Suite[]} */
export const SUITES = [
  { name: 'check', browser: false, host: false, run: check },
  { name: 'unit', browser: false, host: false, run: () => vitest('unit') },
  { name: 'pages', browser: true, host: false, run: () => vitest('pages') },
  { name: 'host', browser: true, host: true, run: hostTests },
  { name: 'e2e', browser: true, host: true, run: () => vitest('e2e') },
];

/** Unit tests and the build are suites of their own here. */
async function check() {
  const file = await freshResults('check');
  const code = await showNode(['scripts/check.mjs', '--skip', 'unit,build', '--json', file]);
  /** @type {{ ok: boolean }[]} */
  const steps = await readJson(file, []);
  const failed = steps.filter(({ ok }) => !ok).length;
  return crashCounts({ passed: steps.length - failed, failed, skipped: [] }, code);
}

/** @param {string} project */
async function vitest(project) {
  const file = await freshResults(project);
  const code = await showNode([
    packaged('vitest/vitest.mjs'),
    ...['run', '--project', project],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  ]);
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: VitestFile[] }} */
  const report = await readJson(file, { numPassedTests: 0, numFailedTests: 0, testResults: [] });
  // A file that fails before its first test, or only in a hook, has no failed test to count.
  const crashedFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some(result => result.status === 'failed'),
  );
  const failed = report.numFailedTests + crashedFiles.length;
  const skipped = report.testResults
    .flatMap(file => file.assertionResults)
    .filter(({ status }) => SKIPPED.includes(status))
    .map(({ fullName }) => fullName);
  return crashCounts({ passed: report.numPassedTests, failed, skipped }, code);
}

async function hostTests() {
  await rm(HOST_RESULTS, { force: true });
  const code = await showNode(['scripts/test-host.mjs']);
  /** @type {{ tests: { title: string, state: string }[] }} */
  const { tests } = await readJson(HOST_RESULTS, { tests: [] });
  const titles = (/** @type {string} */ state) =>
    tests.filter(test => test.state === state).map(({ title }) => title);
  const [passed, failed] = [titles('passed').length, titles('failed').length];
  return crashCounts({ passed, failed, skipped: titles('pending') }, code);
}

/**
 * A suite that failed without saying in which test counts as one failure.
 *
 * @param {Count} count
 * @param {number} code
 * @returns {Count}
 */
function crashCounts(count, code) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** @param {string} name */
async function freshResults(name) {
  const file = path.join(RESULTS, `${name}.json`);
  await rm(file, { force: true });
  return file;
}

/**
 * @template T
 * @param {string} file
 * @param {T} otherwise
 * @returns {Promise<T>}
 */
async function readJson(file, otherwise) {
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : otherwise;
}
