// @ts-check
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { captureNode, packaged } from '../program.mjs';
import { REPOSITORY } from '../repository.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} repair what to do when it fails
 * @property {() => Promise<{ ok: boolean, output: string }>} run
 */

/** @type {readonly Step[]} */
export const STEPS = [
  {
    name: 'format',
    repair: 'npm run format',
    run: () => captureNode([packaged('prettier/bin/prettier.cjs'), '--check', '.']),
  },
  {
    name: 'lint',
    repair: 'npx eslint . --fix mends some',
    run: () => captureNode([packaged('eslint/bin/eslint.js'), '.']),
  },
  { name: 'types', repair: 'read the messages above', run: checkTypes },
  {
    name: 'boundaries',
    repair: 'see the table of folders in ARCHITECTURE.md',
    run: () => captureNode([packaged('dependency-cruiser/bin/dependency-cruise.mjs'), 'src']),
  },
  {
    name: 'unused',
    repair: 'delete what nothing uses',
    run: () => captureNode([packaged('knip/bin/knip.js'), '--no-progress']),
  },
  {
    name: 'unit',
    repair: 'npm run test:unit',
    run: () => captureNode([packaged('vitest/vitest.mjs'), 'run', '--project', 'unit']),
  },
  {
    name: 'build',
    repair: 'npm run build',
    run: () => captureNode(['esbuild.mjs', '--production']),
  },
  {
    name: 'size',
    repair: 'npm run build, then see dist/metafile.json',
    run: () => captureNode([packaged('size-limit/bin.js')]),
  },
];

/** Each folder's tsconfig is its run time, so each is checked on its own; two at a time. */
async function checkTypes() {
  const projects = ['src', 'test', 'scripts']
    .flatMap(folder =>
      readdirSync(path.join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' }).map(file =>
        path.join(folder, file),
      ),
    )
    .filter(file => path.basename(file) === 'tsconfig.json' && !file.includes('node_modules'))
    .sort();
  /** @type {string[]} */
  const outputs = [];
  const worker = async () => {
    for (let project = projects.pop(); project; project = projects.pop()) {
      const { ok, output } = await captureNode([packaged('typescript/bin/tsc'), '-p', project]);
      if (!ok) outputs.push(`${project}:\n${output}`);
    }
  };
  await Promise.all([worker(), worker()]);
  return { ok: outputs.length === 0, output: outputs.join('\n') };
}
