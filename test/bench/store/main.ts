import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SqlJsStatic } from 'sql.js';
import type { SessionId, VoteId } from '../../../src/core/model.ts';
import type { SessionRecord } from '../../../src/core/formats/record.ts';
import type { Database } from '../../../src/extension/store/database.ts';
import { openDatabase } from '../../../src/extension/store/openDatabase.ts';
import { createStores } from '../../../src/extension/store/stores.ts';
import { aVote } from '../../support/builders.ts';
import { messagesIn, recordsOf, type Shape } from './content.ts';
import { longestPause, memoryMb, round, spreadOf, timed } from '../figures.ts';
import { exportOnEveryWrite, nodeSqlite } from './rivals.ts';

// Measures the store: `npm run bench -- store`. Prints JSON.
// Arguments: the folder of sql.js; and for a part that wants a process, and so a memory, of its own:
// `ours` or `rival` with the database.

/** About 1 MB and 100 MB; the big one has 100,000 messages. */
const SMALL: Shape = { sessions: 400, turns: 1, reply: 520 };
const BIG: Shape = { sessions: 6_667, turns: 5, reply: 760 };
const SMALL_FILE = 'small.sqlite';
const VOTES = 300;
const EXPORTS = 10;
const A_MERGE = 200;
const QUERIES = ['scent 8', 'bee dances', '蚂蚁', '蚂', 'model answer', '阳光', 'nothing like it'];

const [sqlJsFolder = '', part = 'all', file = ''] = process.argv.slice(2);
const loadSqlJs = createRequire(path.join(sqlJsFolder, 'here.cjs'))('./sql-wasm.cjs') as (config: {
  locateFile: (name: string) => string;
}) => Promise<SqlJsStatic>;
const sqlJs = await loadSqlJs({ locateFile: name => path.join(sqlJsFolder, name) });

process.stdout.write(JSON.stringify(await run(part), null, 2));

async function run(name: string): Promise<unknown> {
  if (name === 'ours') return openAndSearch(file);
  if (name === 'rival') return nodeSqlite(file, votersIn(file), 'dances');
  const folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-bench-store-'));
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The sessions that a rival votes on: those of the small database begin with 1, of the big one with 2. */
function votersIn(database: string, count = VOTES): readonly string[] {
  const seed = path.basename(database) === SMALL_FILE ? 1 : 2;
  return Array.from({ length: count }, (_, index) => `${seed}-${index}`);
}

/** In a process of its own, so that its memory is its own. */
async function apart(name: string, database: string): Promise<Record<string, unknown>> {
  const [script = ''] = process.argv.slice(1);
  const words = ['--expose-gc', script, sqlJsFolder, name, database];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function measure(folder: string) {
  const small = path.join(folder, SMALL_FILE);
  const big = path.join(folder, 'big.sqlite');
  await fill(small, SMALL, 1);
  const filling = await timed(() => fill(big, BIG, 2));
  const votes = await commitVotes(small, big);
  const mb = async (file: string): Promise<number> => round((await stat(file)).size / 1e6);
  const reading = await apart('ours', big);
  return {
    machine: { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version },
    sizesMb: { small: await mb(small), big: await mb(big) },
    messages: { small: messagesIn(SMALL), big: messagesIn(BIG) },
    importMessagesPerSecond: Math.round(messagesIn(BIG) / (filling.ms / 1000)),
    vote: votes,
    ...reading,
    nodeSqlite: {
      small: await apart('rival', small),
      big: await apart('rival', big),
    },
    exportOnEveryWrite: {
      small: await exportOnEveryWrite(sqlJs, small, votersIn(small)),
      big: await exportOnEveryWrite(sqlJs, big, votersIn(big, EXPORTS)),
    },
  };
}

function open(file: string): Promise<Database> {
  return openDatabase({
    path: file,
    loadSqlJs: () => Promise.resolve(sqlJs),
    onNotice: () => {},
    now: () => Date.now(),
    backups: () => 0,
  });
}

async function fill(file: string, shape: Shape, seed: number): Promise<void> {
  const database = await open(file);
  const { records } = createStores(database);
  let batch: SessionRecord[] = [];
  for (const record of recordsOf(shape, seed)) {
    batch.push(record);
    if (batch.length < A_MERGE) continue;
    await records.merge(batch);
    batch = [];
  }
  if (batch.length > 0) await records.merge(batch);
  await database.close();
}

/** One vote in the small database, one in the big one, and so on: both see the same machine. */
async function commitVotes(small: string, big: string) {
  const opened = [await open(small), await open(big)] as const;
  const times: [number[], number[]] = [[], []];
  for (let number = 0; number < VOTES; number++) {
    for (const [index, database] of opened.entries()) {
      const sessionId = `${index + 1}-${number}` as SessionId;
      const vote = aVote(
        { kind: 'best', winner: 'A' },
        { id: `v-${sessionId}` as VoteId, sessionId },
      );
      const { ms } = await timed(() => createStores(database).votes.add(vote, true));
      times[index]?.push(ms);
    }
  }
  for (const database of opened) await database.close();
  const [inSmall, inBig] = [spreadOf(times[0]), spreadOf(times[1])];
  return {
    small: inSmall,
    big: inBig,
    ratio: round(inBig.p50Ms / inSmall.p50Ms),
    targetRatio: 1.5,
  };
}

async function openAndSearch(file: string) {
  const before = memoryMb();
  const opened = await timed(() => open(file));
  const database = opened.result;
  const afterOpen = memoryMb();
  const { search, sessions } = createStores(database);
  const list = await timed(() => sessions.list('todo', { offset: 0, limit: 200 }));
  const counts = await timed(() => sessions.counts());
  const first = await longestPause(() => search.find('scent', { limit: 100 }));
  const times: number[] = [];
  const hits: Record<string, number> = {};
  for (const query of QUERIES) {
    const { result, ms } = await timed(() => search.find(query, { limit: 100 }));
    times.push(ms);
    hits[query] = result.length;
  }
  const afterSearch = memoryMb();
  const snapshot = await longestPause(async () => {
    await sessions.rename('2-0' as SessionId, 'So that there is something to write');
    await database.snapshot();
  });
  await database.close();
  return {
    openMs: round(opened.ms),
    listPageMs: round(list.ms),
    countsMs: round(counts.ms),
    search: {
      firstMs: round(first.ms),
      longestPauseMs: round(first.pauseMs),
      later: spreadOf(times),
      hits,
    },
    snapshot: { ms: round(snapshot.ms), longestPauseMs: round(snapshot.pauseMs) },
    memoryMb: { opened: afterOpen - before, searched: afterSearch - before },
  };
}
