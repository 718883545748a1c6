// @ts-check
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import esbuild from 'esbuild';
import { ensureHost } from '../host/install.mjs';
import { REPOSITORY } from '../repository.mjs';
import { build } from '../start/build.mjs';
import { bigModel } from './bigModel.mjs';

const OUTPUT_LIMIT = 16 * 1024 * 1024;

/** Runs test/bench/models with the Node.js that VS Code itself runs on. @returns {Promise<unknown>} */
export async function measureModels() {
  await build(['--production']);
  const host = await ensureHost(console.error);
  const folder = path.join(REPOSITORY, 'dist-test', 'models');
  const { file } = await bigModel({ folder });
  // Inside the repository, so that the raw process finds node-llama-cpp.
  const scripts = await mkdtemp(path.join(REPOSITORY, 'dist-test', 'bench-'));
  try {
    await esbuild.build({
      absWorkingDir: REPOSITORY,
      entryPoints: ['test/bench/models/main.ts', 'test/bench/models/rawWorker.ts'],
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'esm',
      outdir: scripts,
      outExtension: { '.js': '.mjs' },
      external: ['node-llama-cpp'],
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: 'error',
    });
    const running = promisify(execFile)(
      host.node,
      [
        path.join(scripts, 'main.mjs'),
        path.join(REPOSITORY, 'dist'),
        path.join(scripts, 'rawWorker.mjs'),
        file,
      ],
      { maxBuffer: OUTPUT_LIMIT },
    );
    running.child.stderr?.pipe(process.stderr);
    const { stdout } = await running;
    return {
      model: { megabytes: Math.round((await stat(file)).size / 1e6) },
      ...JSON.parse(stdout),
    };
  } finally {
    await rm(scripts, { recursive: true, force: true });
  }
}

/** @param {any} figures as test/bench/models/main.ts prints them */
export function reportModels({
  machine,
  model,
  targets,
  one,
  several,
  session,
  fullContext,
  startToReadyMs,
  stop,
}) {
  return [
    `${machine.cores} cores, ${machine.cpu}, Node ${machine.node}; a model of ${model.megabytes} MB`,
    `one bot                   ${one.tokensPerSecond} tokens/s with ${one.threads} thread(s), node-llama-cpp alone ${one.raw}, with the same attention ${one.rawAlike}; ratios ${one.ratioToRaw} and ${one.ratioToRawAlike} (target ≥ ${targets.ratioToRaw})`,
    ...several.map(
      (/** @type {any} */ { bots, tokensPerSecond, best, ratio, oneAfterAnother, naive }) =>
        `${`${bots} bots at once`.padEnd(25)} ${tokensPerSecond} tokens/s in total; best way found ${best.tokensPerSecond} (${best.atOnce} at once × ${best.threads} threads), ratio ${ratio.toBest} (target ≥ ${targets.toBest}); one after another ${oneAfterAnother}, ratio ${ratio.toOneAfterAnother} (target ≥ ${targets.toOneAfterAnother}); the library's own threads ${naive}, ratio ${ratio.toNaive}`,
    ),
    ...several.map(
      (/** @type {any} */ { bots, memory }) =>
        `${`memory of ${bots} process(es)`.padEnd(25)} ${memory.map((/** @type {any} */ m) => (m ? `${m.rssMb} MB (its part ${m.pssMb}, its own ${m.privateMb})` : '?')).join('; ')}`,
    ),
    `start to ready            ${startToReadyMs} ms`,
    ...Object.entries(session).map(([kind, talk]) => sessionText(kind, talk, targets)),
    `full context              ${fullContext.readAgain} of ${fullContext.turns} turns read their history again`,
    `stop while it speaks      ${stop.whileSaying.tokens.p50} tokens (p95 ${stop.whileSaying.tokens.p95}), ${stop.whileSaying.ms.p50} ms (p95 ${stop.whileSaying.ms.p95})`,
    `stop while it reads       ${stop.whileReading.tokens.p50} tokens (p95 ${stop.whileReading.tokens.p95}), ${stop.whileReading.ms.p50} ms (p95 ${stop.whileReading.ms.p95})`,
  ].join('\n');
}

/**
 * @param {string} kind
 * @param {any} talk
 * @param {any} targets
 */
function sessionText(kind, { turns, ratioOfTurn10ToTurn1 }, targets) {
  const [first, last] = [turns[0], turns.at(-1)];
  return `${`${kind} turns, turn ${turns.length}`.padEnd(25)} first token after ${last.firstTokenMs} ms (turn 1: ${first.firstTokenMs} ms; ratio ${ratioOfTurn10ToTurn1}, target ≤ ${targets.ratioOfTurn10ToTurn1}), evaluated ${last.evaluatedTokens} of ${last.promptTokens} prompt tokens`;
}
