// @ts-check
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import esbuild from 'esbuild';
import { REPOSITORY } from '../repository.mjs';

/** Processes of which the median is told where only the first call counts. */
const FRESH = 9;
const BIG = { bots: 100, votes: 1_000_000 };
/** The public arena at its largest. */
const ARENA = { bots: 316, votes: 5_300_000 };

/**
 * The ranking's speed, each part of test/bench/ranking in a process of its own, on this Node.js.
 *
 * @returns {Promise<unknown>}
 */
export async function measureRanking() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-bench-'));
  const file = (/** @type {string} */ name) => path.join(folder, name);
  try {
    const script = file('ranking.mjs');
    await bundle(script);
    const part = (/** @type {(string | number)[]} */ ...what) => runNode(script, what);
    const columns = file('votes.bin');
    const arena = file('arena.bin');
    const lines = file('votes.jsonl');
    await part('votes', BIG.bots, BIG.votes, columns, lines);
    await part('votes', ARENA.bots, ARENA.votes, arena);

    const bare = await medianOf(measureBareNode, 'memoryMb');
    const first = await repeat(() => part('first', columns));
    const rated = (await part('rate', columns)).ms;
    const bootstrap = (await part('bootstrap', columns)).ms;
    const fastchat = await measureFastchat(columns);
    const times = [
      figure('ratings, 95 % intervals, ranks', rated, 10, 'ms'),
      figure('  as the first call of a process', median(first, 'ms'), 120, 'ms'),
      figure('  memory over bare Node.js', median(first, 'memoryMb') - bare, 30, 'MB'),
      figure('  the whole table of names', (await part('table', columns)).ms, undefined, 'ms'),
      figure('  5.3 M votes, 316 bots', (await part('rate', arena)).ms, 100, 'ms'),
      figure('bootstrap, 100 rounds', bootstrap, 150, 'ms'),
      figure('online Elo', (await part('elo', columns)).ms, 20, 'ms'),
      figure('one new vote on top', (await part('newVote', columns)).medianUs, 200, 'µs'),
      figure(
        'JSON Lines (63 MB) into columns',
        await medianOf(() => part('read', lines), 'ms'),
        400,
        'ms',
      ),
    ];
    const [cpu] = os.cpus();
    return {
      machine: { cores: os.cpus().length, cpu: cpu?.model ?? '', node: process.version },
      votes: BIG,
      times,
      fastchat: fastchat
        ? {
            ...fastchat,
            timesRated: Math.round(fastchat.ms / rated),
            targetTimes: 1000,
            timesBootstrap: Math.round(fastchat.ms / bootstrap),
          }
        : { skipped: 'Python with NumPy and SciPy is not here' },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {any} figures as measureRanking returns them */
export function reportRanking({ machine, votes, times, fastchat }) {
  const rows = times.map((/** @type {Figure} */ { what, value, unit, target, holds }) => {
    const limit =
      target === undefined ? '' : `  (target ≤ ${target} ${unit}${holds ? '' : ': MISSED'})`;
    return `${what.padEnd(36)} ${String(value).padStart(7)} ${unit}${limit}`;
  });
  return [
    `${machine.cores} cores, ${machine.cpu}, Node ${machine.node}`,
    `${votes.votes.toLocaleString('en')} votes, ${votes.bots} bots; medians of processor time`,
    ...rows,
    `FastChat's bootstrap, 100 rounds     ${
      'skipped' in fastchat
        ? `skipped: ${fastchat.skipped}`
        : `${String(Math.round(fastchat.ms)).padStart(7)} ms (${fastchat.versions}) = ${fastchat.timesRated} × our ratings with intervals (target ≥ ${fastchat.targetTimes}), ${fastchat.timesBootstrap} × our bootstrap`
    }`,
  ].join('\n');
}

/** @typedef {{ ms: number, memoryMb: number, medianUs: number }} Measured each part has some of them */
/** @typedef {{ what: string, value: number, unit: string, target?: number | undefined, holds?: boolean }} Figure */

/**
 * @param {string} what
 * @param {number} value
 * @param {number | undefined} target at most
 * @param {string} unit
 * @returns {Figure}
 */
function figure(what, value, target, unit) {
  const rounded = value < 100 ? Math.round(value * 10) / 10 : Math.round(value);
  return {
    what,
    value: rounded,
    unit,
    ...(target !== undefined && { target, holds: value <= target }),
  };
}

/** @param {string} script where to */
async function bundle(script) {
  await esbuild.build({
    absWorkingDir: REPOSITORY,
    entryPoints: ['test/bench/ranking/main.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outfile: script,
    logLevel: 'error',
  });
}

/**
 * @param {string} script
 * @param {(string | number)[]} what
 * @returns {Promise<Measured>}
 */
async function runNode(script, what) {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...what.map(String)]);
  return JSON.parse(stdout);
}

/** @returns {Promise<Measured>} */
async function measureBareNode() {
  const program = 'process.stdout.write(String(process.resourceUsage().maxRSS / 1024))';
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program]);
  return { ms: NaN, memoryMb: Number(stdout), medianUs: NaN };
}

/** The system's own Python first: what NumPy needs for the same work differs much by its version. */
const PYTHONS = [process.env['PYTHON'] ?? '/usr/bin/python3', 'python3'];
const VERSIONS =
  'import numpy, scipy; print("NumPy", numpy.__version__ + ", SciPy", scipy.__version__)';

/**
 * One run: it takes some ten seconds, and nothing is warmed up in it.
 *
 * @param {string} columns
 * @returns {Promise<{ ms: number, versions: string } | undefined>} nothing without NumPy and SciPy
 */
async function measureFastchat(columns) {
  const script = path.join(REPOSITORY, 'test', 'bench', 'ranking', 'fastchat_bootstrap.py');
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const run = promisify(execFile);
  for (const python of PYTHONS) {
    const versions = await run(python, ['-c', VERSIONS]).catch(() => undefined);
    if (!versions) continue;
    const { stdout } = await run(python, [script, columns], { env });
    return { ms: JSON.parse(stdout).ms, versions: versions.stdout.trim() };
  }
  return undefined;
}

/** @param {() => Promise<Measured>} run */
async function repeat(run) {
  const results = [];
  for (let i = 0; i < FRESH; i++) results.push(await run());
  return results;
}

/**
 * @param {() => Promise<Measured>} run
 * @param {keyof Measured} key
 */
async function medianOf(run, key) {
  return median(await repeat(run), key);
}

/**
 * @param {Measured[]} results
 * @param {keyof Measured} key
 */
function median(results, key) {
  const values = results.map(result => result[key]).sort((x, y) => x - y);
  return values[values.length >> 1] ?? NaN;
}
