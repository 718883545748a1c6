// One part of the ranking's bench in a process of its own, run by scripts/bench/ranking.mjs: the name of
// the part, then its files. Prints its figures as JSON; times are milliseconds of processor time, the
// work of V8's helper threads included.
import { closeSync, openSync, readSync } from 'node:fs';
import { BattleReader } from '../../../src/core/ranking/read/battleReader.ts';
import type { BattleColumns } from '../../../src/core/ranking/battleColumns.ts';
import { ELO_DEFAULTS, eloOf } from '../../../src/core/ranking/elo.ts';
import type { FitOptions } from '../../../src/core/ranking/fit/fit.ts';
import { fitBradleyTerry } from '../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { ranksOf } from '../../../src/core/ranking/fit/ranks.ts';
import { RollingFit } from '../../../src/core/ranking/fit/rollingFit.ts';
import { BOARD_DEFAULTS } from '../../../src/core/ranking/options.ts';
import { rankColumns } from '../../../src/core/ranking/rankColumns.ts';
import { bootstrap } from '../../../src/core/ranking/resample/bootstrap.ts';
import { percentile } from '../figures.ts';
import { namesOf, readColumns, writeColumns, writeJsonLines } from './voteFiles.ts';
import { pairVotes } from './votes.ts';

const FIT: FitOptions = { ties: 'half', scale: 400, base: 10, start: 1000 };
const ROUNDS = 100;
/** Runs before those that are counted, and those. */
const WARM_UP = 5;
const RUNS = 15;
const NEW_VOTES = 2000;
const CHUNK_BYTES = 2 ** 20;

const PARTS: Readonly<Record<string, (...files: string[]) => unknown>> = {
  /** Writes the votes: columns and JSON Lines. */
  votes: (bots = '', votes = '', columns = '', lines = '') => {
    const made = pairVotes({ bots: Number(bots), votes: Number(votes), seed: 1 }).battles;
    writeColumns(columns, made);
    if (lines !== '') writeJsonLines(lines, made);
    return {};
  },
  first: (columns = '') => {
    const battles = readColumns(columns);
    const ms = cpuMs(() => rate(battles));
    return { ms, memoryMb: mostMemoryMb() };
  },
  rate: (columns = '') => {
    const battles = readColumns(columns);
    return { ms: medianMs(() => rate(battles)) };
  },
  table: (columns = '') => {
    const battles = readColumns(columns);
    const names = namesOf(battles.bots);
    return { ms: medianMs(() => rankColumns(battles, names, BOARD_DEFAULTS)) };
  },
  bootstrap: (columns = '') => {
    const battles = readColumns(columns);
    return { ms: medianMs(() => bootstrap(battles, { rounds: ROUNDS, seed: 42, fit: FIT })) };
  },
  elo: (columns = '') => {
    const battles = readColumns(columns);
    return { ms: medianMs(() => eloOf(battles, ELO_DEFAULTS)) };
  },
  newVote: (columns = '') => newVotes(readColumns(columns)),
  read: (lines = '') => ({ ms: cpuMs(() => readLines(lines)) }),
};

const [part = '', ...files] = process.argv.slice(2);
process.stdout.write(JSON.stringify(PARTS[part]?.(...files) ?? null));

/** What a leaderboard needs: ratings, 95 % intervals, ranks. */
function rate(battles: BattleColumns): unknown {
  const { rating, variance } = fitBradleyTerry(battles, FIT);
  return ranksOf(rating, variance);
}

/** A vote more, then all ratings and intervals anew: too short for the processor's clock, so by the wall's. */
function newVotes(battles: BattleColumns): { medianUs: number } {
  const rolling = new RollingFit(battles, FIT);
  const times: number[] = [];
  let sum = 0;
  for (let i = 0; i < NEW_VOTES; i++) {
    const [a = 0, b = 0, outcome = 0] = [battles.a[i], battles.b[i], battles.outcome[i]];
    const began = performance.now();
    rolling.add(a, b, outcome);
    sum += (rolling.rating[a] ?? NaN) + (rolling.variance[b] ?? NaN);
    times.push((performance.now() - began) * 1000);
  }
  if (!Number.isFinite(sum)) throw new Error('The ratings are not finite');
  return { medianUs: percentile(times, 0.5) };
}

function readLines(file: string): unknown {
  const decoder = new TextDecoder();
  const reader = new BattleReader(bytes => decoder.decode(bytes));
  const chunk = new Uint8Array(CHUNK_BYTES);
  const descriptor = openSync(file, 'r');
  for (;;) {
    const length = readSync(descriptor, chunk);
    if (length === 0) break;
    reader.push(chunk.subarray(0, length));
  }
  closeSync(descriptor);
  const read = reader.end();
  if (read.problemCount > 0 || read.battles.a.length === 0) throw new Error('Lines were not read');
  return read;
}

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function medianMs(work: () => unknown): number {
  for (let run = 0; run < WARM_UP; run++) work();
  return percentile(
    Array.from({ length: RUNS }, () => cpuMs(work)),
    0.5,
  );
}

function mostMemoryMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}
