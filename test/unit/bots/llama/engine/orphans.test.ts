import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demoModel } from '../../../../../scripts/demo/models.mjs';

const repository = new URL('../../../../../', import.meta.url);
let folder: string;

beforeAll(async () => {
  const parent = fileURLToPath(new URL('dist-test', repository));
  await mkdir(parent, { recursive: true });
  // Inside the repository, so that the worker finds node-llama-cpp.
  folder = await mkdtemp(path.join(parent, 'orphans-'));
  await build({
    entryPoints: [
      fileURLToPath(new URL('src/bots/llama/worker.ts', repository)),
      fileURLToPath(new URL('./loneHost.ts', import.meta.url)),
    ],
    outdir: folder,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['node-llama-cpp'],
  });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it.each([
  [
    'loops in a template',
    '{% for i in range(999999) %}{% for j in range(999999) %}{% endfor %}{% endfor %}',
  ],
  ['idles', '{{ raise_exception("no") }}'],
])(
  'a process that %s does not survive its host',
  async (_, source) => {
    const model = path.join(folder, 'model.gguf');
    await writeFile(model, demoModel('owl'));
    const host = fork(path.join(folder, 'loneHost.mjs'), [path.join(folder, 'worker.mjs'), model], {
      execArgv: [],
      env: { ...process.env, TEMPLATE: source },
    });
    const [pid] = (await once(host, 'message')) as [number];
    // By now it is in the template.
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(isAlive(pid)).toBe(true);
    host.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 3000, interval: 50 });
  },
  60_000,
);
