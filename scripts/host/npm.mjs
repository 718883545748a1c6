// @ts-check
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './command.mjs';

/**
 * Under `npm run`, npm tells its children which project they belong to; a nested npm must not hear it.
 *
 * @returns {NodeJS.ProcessEnv}
 */
function npmEnvironment() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^npm_(package|lifecycle)_|^npm_config_(local_prefix|omit|include)$/i.test(name)) {
      delete env[name];
    }
  }
  return env;
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 */
export function npm(cwd, args) {
  return runCommand('npm', args, { cwd, env: npmEnvironment() });
}

/**
 * Unpacks a published package, without its dependencies and without running any of its code.
 *
 * @param {string} spec name@version
 * @param {string} folder is created
 */
export async function unpackPackage(spec, folder) {
  await mkdir(folder, { recursive: true });
  await npm(folder, ['pack', spec, '--silent']);
  const [tarball] = (await readdir(folder)).filter(name => name.endsWith('.tgz'));
  if (!tarball) throw new Error(`npm pack ${spec} wrote no file.`);
  await runCommand('tar', ['xzf', tarball, '--strip-components=1'], { cwd: folder });
  await rm(path.join(folder, tarball));
}
