// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from '../repository.mjs';

/**
 * @param {readonly string[]} [flags] for esbuild.mjs
 * @returns {Promise<void>}
 * @throws Error that says what to do
 */
export async function build(flags = []) {
  if (!existsSync(path.join(REPOSITORY, 'node_modules'))) {
    throw new Error('The packages are not installed yet. Run: npm install');
  }
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['esbuild.mjs', ...flags], {
      cwd: REPOSITORY,
      stdio: 'inherit',
    });
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error('The build failed; its messages are above.');
  if (!existsSync(path.join(REPOSITORY, 'dist', 'extension.cjs'))) {
    throw new Error(
      'The build wrote no dist/extension.cjs. Run "npm run build" and read its output.',
    );
  }
}
