// @ts-check
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cachePath } from './cache.mjs';
import { npm, unpackPackage } from './npm.mjs';
import { patchServer } from './patch.mjs';

/** Carries VS Code 1.139.1, which carries its own minimum: Node 24. */
const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
/** Raise it when what is done to the packages after unpacking changes. */
const RECIPE = 2;

/**
 * @typedef {(line: string) => void} Log
 * @typedef {object} Host
 * @property {string} node the Node that VS Code's server needs
 * @property {string} vscode the folder of VS Code's server
 */

/**
 * Fetches VS Code's server from the npm registry, once: about 250 MB to download, 0.8 GB on disk.
 *
 * @param {Log} log
 * @returns {Promise<Host>}
 */
export async function ensureHost(log) {
  const folder = cachePath(`vscode-${CODE_SERVER}-node-${NODE}-${RECIPE}`);
  if (!existsSync(folder)) {
    assertSupported();
    log(`Fetching VS Code (code-server ${CODE_SERVER}, Node ${NODE}) from the npm registry.`);
    log(`About 250 MB to download and 0.8 GB in ${folder}; done once.`);
    const started = Date.now();
    await installInto(folder);
    log(`VS Code is ready (${Math.round((Date.now() - started) / 1000)} s).`);
  }
  return { node: path.join(folder, 'node', 'bin', 'node'), vscode: path.join(folder, 'vscode') };
}

/**
 * A half-made install must never be taken for a good one, so it gets its name only when it is whole.
 *
 * @param {string} folder
 */
async function installInto(folder) {
  const temporary = `${folder}.${process.pid}`;
  await rm(temporary, { recursive: true, force: true });
  try {
    const codeServer = path.join(temporary, 'code-server');
    const vscode = path.join(temporary, 'vscode');
    await mkdir(temporary, { recursive: true });
    await Promise.all([
      unpackPackage(`node-linux-${process.arch}@${NODE}`, path.join(temporary, 'node')),
      unpackPackage(`code-server@${CODE_SERVER}`, codeServer),
    ]);
    // Only VS Code itself is used, not code-server's own server around it.
    await rename(path.join(codeServer, 'lib', 'vscode'), vscode);
    await rm(codeServer, { recursive: true });
    // Its install scripts compile native modules; what we use works without.
    await npm(vscode, ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
    await patchServer(vscode);
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was faster
  }
}

function assertSupported() {
  if (process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)) return;
  throw new Error(
    `VS Code cannot be served on ${process.platform}-${process.arch}. Install desktop VS Code and ` +
      `put its "code" on PATH (in VS Code: "Shell Command: Install 'code' command in PATH").`,
  );
}
