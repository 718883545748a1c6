// @ts-check
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureBrowser } from '../host/browser.mjs';
import { ensureHost } from '../host/install.mjs';
import { startServer } from '../host/server.mjs';
import { QUIET_SETTINGS } from '../host/settings.mjs';
import { workbenchUrl } from '../host/url.mjs';
import { REPOSITORY } from '../repository.mjs';
import {
  ENTRY,
  installModelProvider,
  joinResults,
  makeWorkspace,
  preparePhases,
} from './hostBundles.mjs';
import { runInPage } from './testPage.mjs';

/**
 * @typedef {import('./hostBundles.mjs').Phase} Phase
 * @typedef {import('../host/install.mjs').Log} Log
 *
 * @typedef {object} HostTestOptions
 * @property {readonly Phase[]} phases
 * @property {string | undefined} grep
 * @property {number} timeoutMs for each phase
 * @property {Log} log
 *
 * @typedef {object} Place what all phases share
 * @property {import('../host/install.mjs').Host} host
 * @property {string} browser
 * @property {string} root
 * @property {string} workspace
 * @property {number} port the same in each phase: a browser keeps Mementos by address and port
 */

/**
 * Runs the bundled tests in a served VS Code.
 *
 * @param {HostTestOptions} options
 * @returns {Promise<boolean>} whether something failed
 */
export async function runHostTests(options) {
  const phases = await preparePhases(options.phases);
  const host = await ensureHost(options.log);
  const browser = await ensureBrowser(options.log);
  const root = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-host-'));
  const workspace = path.join(root, 'workspace');
  const place = { host, browser, root, workspace, port: 0 };
  let failed = false;
  try {
    await makeWorkspace(workspace);
    await installModelProvider(path.join(root, 'data', 'extensions'));
    for (const phase of phases) {
      options.log(`Phase ${phase}`);
      if (!(await passes(phase, place, options))) failed = true;
    }
    await joinResults(phases.map(phase => ({ phase, file: resultsFile(place, phase) })));
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
  return failed;
}

/**
 * @param {Phase} phase
 * @param {Place} place
 * @param {HostTestOptions} options
 * @returns {Promise<boolean>}
 */
async function passes(phase, place, { grep, timeoutMs, log }) {
  /** @type {string[]} */
  const lines = [];
  const server = await startServer({
    host: place.host,
    port: place.port,
    dataDir: path.join(place.root, 'data'),
    userSettings: QUIET_SETTINGS,
    env: {
      CHATZOO_HOST_PHASE: phase,
      CHATZOO_HOST_RESULTS: resultsFile(place, phase),
      ...(grep ? { CHATZOO_HOST_GREP: grep } : {}),
    },
    log: line => lines.push(line),
  });
  place.port = server.port;
  try {
    const url = workbenchUrl({
      server,
      folder: place.workspace,
      extensionDevelopmentPath: REPOSITORY,
      extensionTestsPath: ENTRY,
    });
    const profile = path.join(place.root, 'profile');
    return (await runInPage({ url, browser: place.browser, profile, timeoutMs, log })) === 0;
  } catch (error) {
    log(`${error instanceof Error ? error.message : error}`);
    log(`The server's last lines:\n${lines.slice(-20).join('\n')}`);
    return false;
  } finally {
    await server.stop();
  }
}

/**
 * @param {Place} place
 * @param {Phase} phase
 */
function resultsFile(place, phase) {
  return path.join(place.root, `${phase}.json`);
}
