// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} what it printed on stdout
 * @throws Error with the end of its output, unless it ends with 0
 */
export function runCommand(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let both = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
      both += chunk;
    });
    child.stderr.on('data', chunk => (both += chunk));
    child.on('error', error => reject(new Error(`${program} did not start: ${error.message}`)));
    child.on('close', code => {
      if (code === 0) return resolve(stdout);
      const tail = both.trim().split('\n').slice(-20).join('\n');
      reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${tail}`));
    });
  });
}
