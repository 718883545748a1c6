// @ts-check
// npm run check:ranking [-- --dir DIR]: ratings, errors and ranks against golden files.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
import { showNode } from './program.mjs';
import { REPOSITORY } from './repository.mjs';

const shared = process.env['CHATZOO_SHARED'] ?? path.join(REPOSITORY, '..', 'shared');
const checker = path.join(shared, 'tools', 'ranking', 'check_golden.mjs');
const { values } = parseArgs({ options: { dir: { type: 'string' } } });
const goldens = path.resolve(values.dir ?? path.join(shared, 'data', 'ranking'));

if (values.dir !== undefined && !existsSync(goldens)) {
  console.error(`There is no folder ${goldens}.`);
  process.exitCode = 1;
} else if (existsSync(checker) && existsSync(goldens)) await check();
else console.log('skipped: the golden files lie beside the repository on some machines only.');

async function check() {
  const parent = path.join(REPOSITORY, 'dist-test');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, 'ranking-'));
  try {
    const engine = path.join(folder, 'engine.mjs');
    await esbuild.build({
      absWorkingDir: REPOSITORY,
      entryPoints: ['test/support/rankingAdapter.ts'],
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      outfile: engine,
      logLevel: 'error',
    });
    process.exitCode = await showNode([checker, '--engine', engine, '--dir', goldens]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
