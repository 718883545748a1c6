// @ts-check
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { captureNode, packaged } from '../program.mjs';
import { REPOSITORY } from '../repository.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} repair what to do when it fails
 * @property {boolean} readsOnly whether it runs beside the others that do
 * @property {() => Promise<{ ok: boolean, output: string }>} run
 */

/** As many programs run at once as there are cores, whichever steps they belong to. */
const idle = { lanes: os.availableParallelism() };
/** @type {(() => void)[]} */
const waiting = [];

/** @param {readonly string[]} args */
async function inLane(args) {
  if (idle.lanes > 0) idle.lanes--;
  else await new Promise(resolve => waiting.push(() => resolve(undefined)));
  try {
    return await captureNode(args);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else idle.lanes++;
  }
}

/** @type {readonly Step[]} */
export const STEPS = [
  {
    name: 'lint',
    readsOnly: true,
    repair: 'npx eslint . --fix mends some',
    run: () => inLane([packaged('eslint/bin/eslint.js'), '.']),
  },
  {
    name: 'format',
    readsOnly: true,
    repair: 'npm run format',
    run: () => inLane([packaged('prettier/bin/prettier.cjs'), '--check', '.']),
  },
  { name: 'types', readsOnly: true, repair: 'read the messages above', run: checkTypes },
  {
    name: 'boundaries',
    readsOnly: true,
    repair: 'see the table of folders in ARCHITECTURE.md',
    run: () => inLane([packaged('dependency-cruiser/bin/dependency-cruise.mjs'), 'src']),
  },
  {
    name: 'unused',
    readsOnly: true,
    repair: 'delete what nothing uses',
    run: () => inLane([packaged('knip/bin/knip.js'), '--no-progress']),
  },
  {
    name: 'unit',
    readsOnly: false,
    repair: 'npm run test:unit',
    run: () => captureNode([packaged('vitest/vitest.mjs'), 'run', '--project', 'unit']),
  },
  {
    name: 'build',
    readsOnly: false,
    repair: 'npm run build',
    run: () => captureNode(['esbuild.mjs', '--production']),
  },
  {
    name: 'size',
    readsOnly: false,
    repair: 'npm run build, then see dist/metafile.json',
    run: () => captureNode([packaged('size-limit/bin.js')]),
  },
];

/** Each folder's tsconfig is its run time, so each is checked on its own. */
async function checkTypes() {
  const projects = ['src', 'test', 'scripts']
    .flatMap(folder =>
      readdirSync(path.join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' }).map(file =>
        path.join(folder, file),
      ),
    )
    .filter(file => path.basename(file) === 'tsconfig.json' && !file.includes('node_modules'))
    .sort();
  const results = await Promise.all(
    projects.map(async project => {
      const { ok, output } = await inLane([packaged('typescript/bin/tsc'), '-p', project]);
      return ok ? [] : [`${project}:\n${output}`];
    }),
  );
  const outputs = results.flat();
  return { ok: outputs.length === 0, output: outputs.join('\n') };
}
