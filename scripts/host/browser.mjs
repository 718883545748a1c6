// @ts-check
import { existsSync } from 'node:fs';
import { runCommand } from './command.mjs';
import { findOnPath } from './path.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** The fonts draw Chinese and emoji. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];

const isRoot = () => process.getuid?.() === 0;

/** @returns {string | undefined} */
function findBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named && existsSync(named)) return named;
  return findOnPath(NAMES);
}

/**
 * Finds Chromium, or installs it where that needs no question.
 *
 * @param {import('./install.mjs').Log} log
 * @returns {Promise<string>}
 */
export async function ensureBrowser(log) {
  const found = findBrowser();
  if (found) return found;
  const apt = findOnPath(['apt-get']);
  const packages = DEBIAN_PACKAGES.join(' ');
  if (!apt) {
    throw new Error('Install Chromium or Chrome and put it on PATH, or name it in CHROME_PATH.');
  }
  if (!isRoot()) {
    throw new Error(`Chromium is missing. Run: sudo apt-get install -y ${packages}`);
  }
  log(`Installing ${packages} with apt-get.`);
  await runCommand(apt, ['update', '-qq']);
  await runCommand(apt, ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const installed = findBrowser();
  if (!installed) throw new Error(`apt-get installed ${packages}, but no Chromium is on PATH.`);
  return installed;
}

/** Flags that keep Chromium from calling home, and let root run it. */
export function browserFlags() {
  return [
    ...(isRoot() ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
