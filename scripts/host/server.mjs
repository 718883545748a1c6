// @ts-check
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertPortFree } from './port.mjs';
import { allowChinese, ensureSecretsKey, ensureUserSettings } from './userData.mjs';

const STARTUP_MS = 60_000;
const STOP_MS = 5_000;

/**
 * @typedef {object} ServerOptions
 * @property {import('./install.mjs').Host} host
 * @property {number} [port] 0, the default, takes a free one
 * @property {string} dataDir settings, logs and extensions' storage
 * @property {string} [extensionsDir] where VSIX files were installed; default `dataDir/extensions`
 * @property {Readonly<Record<string, unknown>>} [userSettings] unless `dataDir` has some already
 * @property {boolean} [workspaceTrust] whether VS Code asks if a folder is trusted; default no
 * @property {string} [token] without it one is made up; who lacks it gets no answer
 * @property {number} [graceSeconds] how long an extension host waits for a page that went away without a word (a crash,
 *   not a closed tab); until then it keeps the lock on its workspace storage, and a new page gets another one
 * @property {boolean} [smokeTestDriver] hides notification toasts, among others
 * @property {Readonly<Record<string, string>>} [env] reaches the extension host
 * @property {import('./install.mjs').Log} log hears every line that the server prints
 *
 * @typedef {object} Server
 * @property {string} url without a path
 * @property {number} port
 * @property {number} pid
 * @property {string} token
 * @property {Promise<number | null>} ended the exit code
 * @property {() => Promise<void>} stop ends the server and its extension hosts
 * @property {() => void} kill the same, at once, as a crash would
 */

/**
 * Starts VS Code's server on this machine's loopback address.
 *
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const { host, dataDir, log, port: wanted = 0 } = options;
  if (wanted !== 0) await assertPortFree(wanted);
  await mkdir(dataDir, { recursive: true });
  await allowChinese(dataDir);
  await ensureSecretsKey(dataDir);
  if (options.userSettings) await ensureUserSettings(dataDir, options.userSettings);

  const token = options.token ?? randomBytes(16).toString('hex');
  // In a file of the user's own: arguments can be read by everybody on the machine.
  const tokenFile = path.join(dataDir, 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  const child = spawn(host.node, serverArguments(options, tokenFile), {
    cwd: host.vscode,
    env: { ...cleanEnvironment(), ...options.env },
    detached: true, // its own process group, so that extension hosts end with it
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${host.node} did not start.`);
  const killGroup = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      process.kill(-pid, signal);
    } catch {
      // ended already
    }
  };
  const killNow = () => killGroup('SIGKILL');
  process.once('exit', killNow);
  /** @type {Promise<number | null>} */
  const ended = new Promise(resolve => child.once('close', resolve));
  void ended.then(() => process.off('exit', killNow));

  const stop = async () => {
    killGroup('SIGTERM');
    const timer = setTimeout(killNow, STOP_MS);
    await ended;
    clearTimeout(timer);
  };
  try {
    const port = await listeningPort(child, ended, log);
    return { url: `http://127.0.0.1:${port}`, port, pid, token, ended, stop, kill: killNow };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {ServerOptions} options
 * @param {string} tokenFile
 */
function serverArguments(options, tokenFile) {
  return [
    fileURLToPath(import.meta.resolve('./serverProcess.mjs')),
    path.join(options.host.vscode, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
    ...['--connection-token-file', tokenFile, '--accept-server-license-terms'],
    ...['--server-data-dir', options.dataDir, '--telemetry-level', 'off'],
    ...(options.extensionsDir ? ['--extensions-dir', options.extensionsDir] : []),
    ...['--reconnection-grace-time', String(options.graceSeconds ?? 10)],
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** In a terminal of VS Code, its variables would reach a VS Code that they do not mean. */
function cleanEnvironment() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_ENV$|VITEST)/.test(name)) delete env[name];
  }
  return env;
}

/**
 * @param {import('node:child_process').ChildProcessWithoutNullStreams} child
 * @param {Promise<number | null>} ended
 * @param {import('./install.mjs').Log} log
 * @returns {Promise<number>}
 */
function listeningPort(child, ended, log) {
  return new Promise((resolve, reject) => {
    /** @type {string[]} */
    const lines = [];
    const fail = (/** @type {string} */ what) =>
      reject(new Error(`VS Code's server ${what}. It said:\n${lines.slice(-20).join('\n')}`));
    const timer = setTimeout(
      () => fail(`did not listen within ${STARTUP_MS / 1000} s`),
      STARTUP_MS,
    );
    void ended.then(code => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      onLine(stream, line => {
        log(line);
        if (lines.length < 1000) lines.push(line);
        const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
        if (!port) return;
        clearTimeout(timer);
        resolve(Number(port));
      });
    }
  });
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {(line: string) => void} listener
 */
function onLine(stream, listener) {
  let rest = '';
  stream.setEncoding('utf8').on('data', chunk => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') listener(line);
  });
}
