// @ts-check
// npm run package [-- --out FILE]: the VSIX for this platform.
import { readdirSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { REPOSITORY } from './repository.mjs';

const target = `${process.platform}-${process.arch}`;
const HELP = `npm run package [-- --out FILE]   makes the VSIX for ${target}`;

try {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) console.log(HELP);
  else await makePackage(path.resolve(values.out ?? `artifacts/chatzoo-${target}.vsix`));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {string} file */
async function makePackage(file) {
  await mkdir(path.dirname(file), { recursive: true });
  const ignoreFile = path.join(REPOSITORY, 'artifacts', 'vscodeignore');
  await mkdir(path.dirname(ignoreFile), { recursive: true });
  const common = await readFile(path.join(REPOSITORY, '.vscodeignore'), 'utf8');
  await writeFile(ignoreFile, [common, ...otherPlatforms()].join('\n'));
  await createVSIX({ cwd: REPOSITORY, packagePath: file, target, ignoreFile });
  const { size } = await stat(file);
  console.log(`${file}: ${(size / 1e6).toFixed(1)} MB`);
}

/** What this platform cannot run, though npm installs some of it all the same, and what was left out. */
function otherPlatforms() {
  const scope = path.join(REPOSITORY, 'node_modules', '@node-llama-cpp');
  const own = target.replace('darwin', 'mac').replace('win32', 'win');
  const isOwn = (/** @type {string} */ name) => name === own || name.startsWith(`${own}-`);
  return readdirSync(scope, { withFileTypes: true })
    .filter(entry => entry.isSymbolicLink() || !isOwn(entry.name))
    .flatMap(({ name }) => [
      `node_modules/@node-llama-cpp/${name}`,
      `node_modules/@node-llama-cpp/${name}/**`,
    ]);
}
