// @ts-check
// npm run simulate:ranking [-- coverage|lengthBias|power|nextPair …] [-- --runs N --json]
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
import { REPOSITORY } from './repository.mjs';

const RUNS = 1000;
const HELP = `npm run simulate:ranking [-- coverage|lengthBias|power|nextPair …]

Proves the statistics of the leaderboard by simulation: votes are drawn from bots whose strength is
known, and what is computed of the votes is compared with it. Fails if a claim does not hold.

  coverage    how often the 95 % intervals hold the true rating
  lengthBias  whether a planted liking for long answers is found, and found in its interval
  power       whether the predicted number of votes separates two bots in 80 % of the cases
  nextPair    how many votes the choice of the next pair saves

  --runs N    simulated leaderboards a row, default ${RUNS}; a twentieth of it for nextPair
  --json      prints the tables as JSON, and nothing else on standard output`;

/**
 * @typedef {object} Table
 * @property {string} name
 * @property {string} claim
 * @property {number} runs
 * @property {readonly string[]} columns
 * @property {readonly (readonly (string | number)[])[]} rows
 * @property {boolean} holds
 */

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: String(RUNS) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) console.log(HELP);
  else await simulate(values.runs, positionals, values.json);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * @param {string} runs
 * @param {readonly string[]} wanted
 * @param {boolean} json
 */
async function simulate(runs, wanted, json) {
  if (!(Number(runs) >= 1)) throw new Error(`--runs wants a number from 1 on, not "${runs}".`);
  /** @type {Table[]} */
  const tables = [];
  for await (const table of simulated(runs, wanted)) {
    tables.push(table);
    if (!json) console.log(`${printed(table)}\n`);
  }
  if (tables.length === 0) throw new Error(`There is no such simulation.\n\n${HELP}`);
  if (json) console.log(JSON.stringify(tables, null, 2));
  if (tables.some(table => !table.holds)) process.exitCode = 1;
}

/**
 * Runs test/bench/ranking/simulations; each table comes as soon as it is done.
 *
 * @param {string} runs
 * @param {readonly string[]} wanted
 * @returns {AsyncGenerator<Table>}
 */
async function* simulated(runs, wanted) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-simulate-'));
  const script = path.join(folder, 'simulations.mjs');
  try {
    await esbuild.build({
      absWorkingDir: REPOSITORY,
      entryPoints: ['test/bench/ranking/simulations/main.ts'],
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      outfile: script,
      logLevel: 'error',
    });
    const child = spawn(process.execPath, [script, runs, ...wanted], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise(resolve => child.once('close', resolve));
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
    if ((await ended) !== 0) throw new Error('The simulation broke off.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {Table} table */
function printed({ name, claim, runs, columns, rows, holds }) {
  const lines = [columns, ...rows].map(row => row.map(String));
  const widths = columns.map((_, at) => Math.max(...lines.map(line => (line[at] ?? '').length)));
  const body = lines.map(line => line.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  '));
  return [`${name}: ${claim}; ${runs} runs`, ...body, holds ? 'holds' : 'DOES NOT HOLD'].join('\n');
}
