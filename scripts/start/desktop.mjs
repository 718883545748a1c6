// @ts-check
import { spawn } from 'node:child_process';
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
