// @ts-check
// npm run check: everything that can be checked without a VS Code, each step even if an earlier one failed.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { STEPS } from './check/steps.mjs';

const names = STEPS.map(step => step.name);
const HELP = `npm run check [-- options]

  --only a,b   only these of ${names.join(', ')}
  --skip a,b   all but these
  --json FILE  also writes [{ name, ok }] there`;

try {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      skip: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) console.log(HELP);
  else await check(values);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {{ only?: string | undefined, skip?: string | undefined, json?: string | undefined }} options */
async function check(options) {
  const only = options.only?.split(',') ?? names;
  const skip = options.skip?.split(',') ?? [];
  const unknown = [...only, ...skip].find(name => !names.includes(name));
  if (unknown) throw new Error(`There is no step "${unknown}".\n\n${HELP}`);
  const steps = STEPS.filter(({ name }) => only.includes(name) && !skip.includes(name));
  const results = await Promise.all(steps.filter(({ readsOnly }) => readsOnly).map(done));
  for (const step of steps.filter(({ readsOnly }) => !readsOnly)) results.push(await done(step));
  if (options.json) {
    await mkdir(path.dirname(options.json), { recursive: true });
    await writeFile(options.json, JSON.stringify(results));
  }
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
}

/** Does one step and says how it went. @param {import('./check/steps.mjs').Step} step */
async function done({ name, repair, run }) {
  const started = performance.now();
  const { ok, output } = await run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!ok) console.log(output.trimEnd());
  console.log(`${ok ? '✓' : '✗'} ${name} (${seconds} s)${ok ? '' : ` – ${repair}`}`);
  return { name, ok };
}
