// @ts-check
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cachePath } from '../host/cache.mjs';
import { ensureHost } from '../host/install.mjs';
import { findOnPath } from '../host/path.mjs';
import { startServer } from '../host/server.mjs';
import { QUIET_SETTINGS } from '../host/settings.mjs';
import { workbenchUrl } from '../host/url.mjs';
import { REPOSITORY } from '../repository.mjs';

/**
 * Serves VS Code with ChatZoo loaded until Ctrl-C.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {number} options.port
 * @param {boolean} options.browser whether to open one
 * @param {import('../host/install.mjs').Log} options.log
 */
export async function serve({ folder, port, browser, log }) {
  const host = await ensureHost(log);
  const dataDir = cachePath('start');
  const logFile = path.join(dataDir, 'server.log');
  await mkdir(dataDir, { recursive: true });
  await writeFile(logFile, '');
  const server = await startServer({
    host,
    port,
    dataDir,
    graceSeconds: 60,
    token: await keptToken(dataDir),
    userSettings: { ...QUIET_SETTINGS, 'workbench.startupEditor': 'readme' },
    log: line => void appendFile(logFile, `${line}\n`),
  });
  let stopping = false;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      stopping = true;
      void server.stop();
    });
  }

  const url = workbenchUrl({ server, folder, extensionDevelopmentPath: REPOSITORY, welcome: true });
  log(
    `\nChatZoo is served at\n\n  ${url}\n\nThe address is a key: keep it to yourself. Ctrl-C stops.`,
  );
  if (browser) openBrowser(url);

  const code = await server.ended;
  if (!stopping) throw new Error(`VS Code's server ended with ${code}. See ${logFile}`);
  log('Stopped.');
}

/**
 * The same key at every start, so that an open page finds its server again.
 *
 * @param {string} dataDir
 */
async function keptToken(dataDir) {
  const file = path.join(dataDir, 'token');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const token = randomBytes(16).toString('hex');
  await writeFile(file, token, { mode: 0o600 });
  return token;
}

/** @param {string} url */
function openBrowser(url) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const opener =
    process.platform === 'darwin'
      ? 'open'
      : DISPLAY || WAYLAND_DISPLAY
        ? findOnPath(['xdg-open'])
        : undefined;
  if (!opener) return;
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => {}); // the address is printed; it can be opened by hand
  child.unref();
}
