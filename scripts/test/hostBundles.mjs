// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { REPOSITORY } from '../repository.mjs';

/** In this order, each in a new extension host, with the same folder and data. */
export const PHASES = /** @type {const} */ (['main', 'restart']);

/** @typedef {(typeof PHASES)[number] | 'bench'} Phase `bench` measures and runs only when asked for */

/** How test/host/index.ts tells the files of the phases apart; the rest are `main`. */
const SUFFIXES = { restart: '.restart.test.cjs', bench: '.bench.test.cjs' };

/**
 * @param {string} file
 * @returns {Phase}
 */
function phaseOf(file) {
  if (file.endsWith(SUFFIXES.restart)) return 'restart';
  return file.endsWith(SUFFIXES.bench) ? 'bench' : 'main';
}

const BUNDLES = path.join(REPOSITORY, 'dist-test', 'host');

/** What `extensionTestsPath` names. */
export const ENTRY = path.join(BUNDLES, 'index.cjs');

/** All phases together: `{ tests: [{ title, state, error? }] }` */
export const RESULTS = path.join(REPOSITORY, 'dist-test', 'host-results.json');

/**
 * The phases that have tests; forgets the results of an earlier run.
 *
 * @param {readonly Phase[]} phases
 * @returns {Promise<readonly Phase[]>}
 * @throws Error if the tests are not built
 */
export async function preparePhases(phases) {
  await rm(RESULTS, { force: true });
  if (!existsSync(ENTRY)) {
    throw new Error('dist-test/host/index.cjs is missing. Run: node esbuild.mjs --tests');
  }
  const files = readdirSync(BUNDLES).filter(file => file.endsWith('.test.cjs'));
  return phases.filter(phase => files.some(file => phaseOf(file) === phase));
}

/** @param {string} folder becomes a copy of the workspace that tests expect */
export async function makeWorkspace(folder) {
  const fixture = path.join(REPOSITORY, 'test', 'fixtures', 'workspace');
  if (existsSync(fixture)) await cp(fixture, folder, { recursive: true });
  else await mkdir(folder);
}

/**
 * Installs the extension that offers language models to the editor: no other does so where tests run.
 *
 * @param {string} extensions the folder of installed extensions
 */
export async function installModelProvider(extensions) {
  const fixture = path.join(REPOSITORY, 'test', 'fixtures', 'modelProvider');
  await cp(fixture, path.join(extensions, 'chatzoo-test.model-provider-0.0.1'), {
    recursive: true,
  });
}

/**
 * @param {readonly { phase: Phase, file: string }[]} written what test/host/index.ts wrote, a file a phase
 */
export async function joinResults(written) {
  const tests = await Promise.all(
    written.map(async ({ phase, file }) =>
      existsSync(file)
        ? JSON.parse(await readFile(file, 'utf8')).tests
        : [{ title: `phase ${phase}`, state: 'failed', error: 'It ended without results.' }],
    ),
  );
  await mkdir(path.dirname(RESULTS), { recursive: true });
  await writeFile(RESULTS, JSON.stringify({ tests: tests.flat() }, null, 2));
}
