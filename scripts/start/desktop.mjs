// @ts-check
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../host/command.mjs';
import { findOnPath } from '../host/path.mjs';
import { REPOSITORY } from '../repository.mjs';

/**
 * In a terminal of a VS Code server, `code` only speaks to that server's own window, which cannot load a
 * development extension.
 *
 * @returns {string | undefined}
 */
export function findDesktopCode() {
  if (process.env['VSCODE_IPC_HOOK_CLI']) return undefined;
  return findOnPath(['code'], file => !file.includes('remote-cli'));
}

/**
 * Whether this VS Code is new enough to load the extension; an older one would open without it and
 * without a word.
 *
 * @param {string} code
 * @param {import('../host/install.mjs').Log} log says why not
 * @returns {Promise<boolean>}
 */
export async function loadsExtension(code, log) {
  const { engines } = JSON.parse(await readFile(path.join(REPOSITORY, 'package.json'), 'utf8'));
  const needed = String(engines.vscode).replace('^', '');
  const [found = ''] = (await runCommand(code, ['--version'])).split('\n');
  const fits = found.localeCompare(needed, 'en', { numeric: true }) >= 0;
  if (!fits) log(`VS Code ${found} (${code}) is too old: ChatZoo needs ${needed} or newer.`);
  return fits;
}

/**
 * @param {string} code
 * @param {string} folder
 * @param {import('../host/install.mjs').Log} log
 * @returns {Promise<void>}
 */
export function openDesktop(code, folder, log) {
  const args = ['--new-window', `--extensionDevelopmentPath=${REPOSITORY}`, folder];
  log(`Opening ${folder} in VS Code (${code}). To use a browser instead: npm start -- --served`);
  return new Promise((resolve, reject) => {
    // A .cmd file needs a shell, and a shell needs quotes.
    const windows = process.platform === 'win32';
    const quoted = windows ? args.map(argument => `"${argument}"`) : args;
    const child = spawn(windows ? `"${code}"` : code, quoted, { stdio: 'inherit', shell: windows });
    child.once('error', error => reject(new Error(`${code} did not start: ${error.message}`)));
    child.once('close', status => {
      if (status === 0) resolve();
      else
        reject(new Error(`${code} ended with ${status}. To use a browser: npm start -- --served`));
    });
  });
}
