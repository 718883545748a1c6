// @ts-check
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import esbuild from 'esbuild';
import { ensureHost } from '../host/install.mjs';
import { REPOSITORY } from '../repository.mjs';
import { build } from '../start/build.mjs';

const OUTPUT_LIMIT = 16 * 1024 * 1024;

/** Runs test/bench/store with the Node.js that VS Code itself runs on. @returns {Promise<unknown>} */
export async function measureStore() {
  await build(['--production']);
  const host = await ensureHost(console.error);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-bench-'));
  const script = path.join(folder, 'store.mjs');
  try {
    await esbuild.build({
      absWorkingDir: REPOSITORY,
      entryPoints: ['test/bench/store/main.ts'],
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'esm',
      outfile: script,
      external: ['node:sqlite'],
      logLevel: 'error',
    });
    const { stdout } = await promisify(execFile)(
      host.node,
      ['--expose-gc', script, path.join(REPOSITORY, 'dist')],
      { maxBuffer: OUTPUT_LIMIT },
    );
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {any} figures as test/bench/store/main.ts prints them */
export function reportStore(figures) {
  const { machine, sizesMb, messages, vote, search, snapshot, memoryMb } = figures;
  const { nodeSqlite, exportOnEveryWrite } = figures;
  const spread = (/** @type {{ p50Ms: number, p95Ms: number }} */ { p50Ms, p95Ms }) =>
    `p50 ${p50Ms} ms, p95 ${p95Ms} ms`;
  const times = (/** @type {{ p50Ms: number }} */ slow, /** @type {{ p50Ms: number }} */ quick) =>
    `${(slow.p50Ms / quick.p50Ms).toFixed(1)} × ours`;
  return [
    `${machine.cores} cores, ${machine.cpu}, Node ${machine.node}`,
    `databases                 ${sizesMb.small} MB (${messages.small} messages), ${sizesMb.big} MB (${messages.big} messages)`,
    `commit of a vote          small: ${spread(vote.small)}`,
    `                          big:   ${spread(vote.big)}; ratio ${vote.ratio} (target ≤ ${vote.targetRatio})`,
    `  node:sqlite (WAL)       small: ${spread(nodeSqlite.small.vote)}; big: ${spread(nodeSqlite.big.vote)}, ${times(nodeSqlite.big.vote, vote.big)}`,
    `  export on every write   small: ${spread(exportOnEveryWrite.small)}; big: ${spread(exportOnEveryWrite.big)}, ${times(exportOnEveryWrite.big, vote.big)}`,
    `opening the big one       ${figures.openMs} ms (node:sqlite ${nodeSqlite.big.openMs} ms)`,
    `a page of the list        ${figures.listPageMs} ms, counts ${figures.countsMs} ms`,
    `search                    first ${search.firstMs} ms with indexing (longest pause ${search.longestPauseMs} ms), later ${spread(search.later)}`,
    `  node:sqlite             LIKE ${nodeSqlite.big.searchLikeMs} ms; FTS5 ${nodeSqlite.big.searchFts5Ms} ms after ${nodeSqlite.big.indexMs} ms of indexing`,
    `snapshot                  ${snapshot.ms} ms (longest pause ${snapshot.longestPauseMs} ms)`,
    `memory                    ${memoryMb.opened} MB opened, ${memoryMb.searched} MB with the index (node:sqlite ${nodeSqlite.big.memoryMb} MB)`,
    `import                    ${figures.importMessagesPerSecond} messages/s`,
  ].join('\n');
}
