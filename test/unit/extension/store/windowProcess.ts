import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles a script, so that a bare Node can run it. @returns its path in `folder`. */
export async function bundleWindow(entry: URL, folder: string): Promise<string> {
  const script = join(folder, 'window.mjs');
  await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    logLevel: 'error',
  });
  return script;
}

/** Where a bundled script finds sql.js, which is not in the bundle. */
export const sqlJsPath = createRequire(import.meta.url).resolve('sql.js');

/** Starts a command and gathers what it says. */
export function start(
  command: string,
  args: readonly string[],
  options: { readonly uid?: number } = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(command, args, options);
  let told = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, lines: told.split('\n').slice(0, -1), complaints });
    });
  });
  return { child, ended };
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  /** All whole lines it printed. */
  readonly lines: readonly string[];
  readonly complaints: string;
}
