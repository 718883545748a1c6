import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../../package.json';

describe('the command line', () => {
  let folder: string;
  const chatzoo = (...words: readonly string[]) => {
    const file = path.join(folder, 'cli.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...words], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-cli-'));
    // As esbuild.mjs does it: `vscode` is not external, so that a leaked import fails the build.
    await esbuild.build({
      entryPoints: ['src/cli/main.ts'],
      outfile: path.join(folder, 'cli.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['--version', '-v'])('says its version (%s)', word => {
    expect(chatzoo(word)).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it.each([['--help'], ['-h'], []])('says how it is used (%j)', (...words) => {
    const { status, stdout } = chatzoo(...words);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: chatzoo');
  });

  it.each([['frobnicate'], ['--frobnicate']])('refuses what it does not know (%s)', word => {
    const { status, stdout, stderr } = chatzoo(word);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('frobnicate');
  });
});
