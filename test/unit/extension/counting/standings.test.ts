import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SessionId } from '../../../../src/core/model.ts';
import { BOARD_DEFAULTS } from '../../../../src/core/ranking/options.ts';
import { Emitter } from '../../../../src/core/std/emitter.ts';
import { inEnglish } from '../../../../src/core/text.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import { Standings } from '../../../../src/extension/app/standings.ts';
import { CountingThread } from '../../../../src/extension/counting/countingThread.ts';
import { votedSessions } from '../../../e2e/support/votedSessions.ts';
import { StoreFolder } from '../store/storeFolder.ts';
import { builtWorker, DEADLY_K } from './builtWorker.ts';

const worker = builtWorker();
const records = votedSessions(40);
let folder: StoreFolder;
let stores: Stores;
let standings: Standings;
let stored: Emitter<readonly SessionId[]>;
let threads: CountingThread[];
let idleMs: number;
/** The sessions that each reading asked for. */
let read: (readonly SessionId[])[];

beforeEach(async () => {
  folder = await StoreFolder.create();
  ({ stores } = await folder.open());
  stored = new Emitter();
  [threads, read, idleMs] = [[], [], 60_000];
  const { ballots } = stores;
  standings = new Standings({
    ballots: {
      ...ballots,
      records: ids => {
        read.push(ids);
        return ballots.records(ids);
      },
    },
    onStored: stored.event,
    startCounter: () => {
      const log = { error: () => {} };
      const thread = new CountingThread({ file: worker.dying(), t: inEnglish, log, idleMs });
      threads.push(thread);
      return thread;
    },
  });
  await stores.records.merge(records);
});
afterEach(async () => {
  await standings.close();
  await folder.remove();
});

const votes = async () => (await standings.board(BOARD_DEFAULTS)).votes;
const deadly = { ...BOARD_DEFAULTS, k: DEADLY_K };

it('starts no thread before the first board, and tells it of changes only', async () => {
  await standings.version();
  expect(threads).toEqual([]);
  await stores.sessions.remove([records[0]!.session.id], 5);
  stored.fire([]);
  expect(await votes()).toBe(39);
  expect(read.flat()).toHaveLength(39);
  await stores.sessions.remove([records[1]!.session.id], 5);
  stored.fire([]);
  expect(await votes()).toBe(38);
  expect([threads.length, read.flat().length]).toEqual([1, 39]);
});

it('tells a fresh thread everything after one has died', async () => {
  expect(await votes()).toBe(40);
  const asked = [standings.board(deadly), standings.board(BOARD_DEFAULTS)];
  for (const answer of await Promise.allSettled(asked)) {
    expect(String((answer as PromiseRejectedResult).reason)).toContain('could not be counted');
  }
  expect(await votes()).toBe(40);
  expect([threads.length, read.flat().length]).toEqual([2, 80]);
});

it('tells a fresh thread everything after one was idle for long', async () => {
  idleMs = 50;
  expect(await votes()).toBe(40);
  await expect.poll(() => threads[0]?.isOver).toBe(true);
  expect(await votes()).toBe(40);
  expect(threads.length).toBeGreaterThan(1);
});

it('answers nobody and starts nothing once the window closes', async () => {
  const waiting = [standings.board(BOARD_DEFAULTS), standings.newestBoard(BOARD_DEFAULTS)];
  const ended = Promise.allSettled(waiting);
  await standings.close();
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(standings.newestBoard(BOARD_DEFAULTS)).rejects.toThrow('closing');
  expect(threads.every(({ isOver }) => isOver)).toBe(true);
});
