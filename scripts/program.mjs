// @ts-check
import { spawn } from 'node:child_process';
import path from 'node:path';
import { REPOSITORY } from './repository.mjs';

/**
 * A JavaScript program of an installed package, run without npx.
 *
 * @param {...string} parts below node_modules
 */
export function packaged(...parts) {
  return path.join(REPOSITORY, 'node_modules', ...parts);
}

/**
 * Runs a Node program at the repository's root and shows what it prints.
 *
 * @param {readonly string[]} args the script and its arguments
 * @param {object} [options]
 * @param {boolean} [options.onStderr] leaves standard output to others
 * @returns {Promise<number>} its exit code
 */
export function showNode(args, { onStderr = false } = {}) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: REPOSITORY,
      stdio: ['inherit', onStderr ? 2 : 'inherit', 'inherit'],
    });
    child.once('error', () => resolve(1));
    child.once('close', code => resolve(code ?? 1));
  });
}

/**
 * Runs a Node program at the repository's root and keeps what it prints.
 *
 * @param {readonly string[]} args the script and its arguments
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function captureNode(args) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: REPOSITORY,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.once('error', error => resolve({ ok: false, output: String(error) }));
    child.once('close', code => resolve({ ok: code === 0, output }));
  });
}
