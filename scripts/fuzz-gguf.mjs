// @ts-check
// npm run fuzz:gguf [-- --from 0 --variants 1000]: damaged model files, with what came of them.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs, promisify } from 'node:util';
import esbuild from 'esbuild';
import { REPOSITORY } from './repository.mjs';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '0' },
    variants: { type: 'string', default: '1000' },
  },
});
// Inside the repository, so that the worker finds node-llama-cpp.
const parent = path.join(REPOSITORY, 'dist-test');
await mkdir(parent, { recursive: true });
const folder = await mkdtemp(path.join(parent, 'fuzz-'));
try {
  await esbuild.build({
    absWorkingDir: REPOSITORY,
    entryPoints: { fuzz: 'test/bench/gguf/main.ts', worker: 'src/bots/llama/worker.ts' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    external: ['node-llama-cpp'],
    logLevel: 'error',
  });
  const script = path.join(folder, 'fuzz.mjs');
  const worker = path.join(folder, 'worker.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, worker, values.from, values.variants],
    { maxBuffer: 2 ** 26 },
  );
  const figures = JSON.parse(stdout);
  console.log(JSON.stringify(figures, null, 2));
  // What kills the process costs a reply, not the editor; that it came so far is to be looked at.
  if (figures.deaths.length > 0) {
    console.error(`${figures.deaths.length} ended llama.cpp.`);
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
