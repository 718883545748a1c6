// @ts-check
// The same tests as test-host.mjs in desktop VS Code, which it downloads. On Linux without a display: xvfb-run.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { QUIET_SETTINGS } from './host/settings.mjs';
import { ensureUserSettings } from './host/userData.mjs';
import { REPOSITORY } from './repository.mjs';
import { ENTRY, joinResults, makeWorkspace, PHASES, preparePhases } from './test/hostBundles.mjs';

const root = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-electron-'));
const workspace = path.join(root, 'workspace');
const resultsFile = (/** @type {string} */ phase) => path.join(root, `${phase}.json`);
const phases = await preparePhases(PHASES);
try {
  await makeWorkspace(workspace);
  await ensureUserSettings(root, QUIET_SETTINGS);
  for (const phase of phases) {
    const code = await runTests({
      extensionDevelopmentPath: REPOSITORY,
      extensionTestsPath: ENTRY,
      extensionTestsEnv: {
        CHATZOO_HOST_PHASE: phase,
        CHATZOO_HOST_RESULTS: resultsFile(phase),
      },
      launchArgs: [workspace, `--user-data-dir=${path.join(root, 'data')}`, '--disable-extensions'],
    }).catch(() => 1); // the failed tests are printed and in the results
    if (code !== 0) process.exitCode = 1;
  }
  await joinResults(phases.map(phase => ({ phase, file: resultsFile(phase) })));
} finally {
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
}
