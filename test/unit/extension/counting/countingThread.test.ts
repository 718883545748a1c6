import { createHash } from 'node:crypto';
import process from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import type { SessionId } from '../../../../src/core/model.ts';
import { ballotsOf } from '../../../../src/core/ranking/ballots.ts';
import { leaderboardJson } from '../../../../src/core/ranking/boardJson.ts';
import { bootstrapEloTable } from '../../../../src/core/ranking/bootstrapEloTable.ts';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import { BOARD_DEFAULTS, type BoardOptions } from '../../../../src/core/ranking/options.ts';
import { votesBehind } from '../../../../src/core/ranking/votesBehind.ts';
import { inEnglish } from '../../../../src/core/text.ts';
import { CountingThread } from '../../../../src/extension/counting/countingThread.ts';
import { votedSessions } from '../../../e2e/support/votedSessions.ts';
import { waitFor } from '../../../support/vscode/waiting.ts';
import { builtWorker, DEADLY_K } from './builtWorker.ts';

const worker = builtWorker();
const logged: unknown[] = [];
const started: CountingThread[] = [];

function start(change: { readonly file?: string; readonly idleMs?: number } = {}): CountingThread {
  const log = { error: (_: string, error?: unknown) => void logged.push(error) };
  const thread = new CountingThread({ file: worker.file(), t: inEnglish, log, ...change });
  started.push(thread);
  return thread;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map(thread => thread.end()));
  logged.length = 0;
});

const records = votedSessions(120);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const direct = (sessions: readonly SessionRecord[], options: BoardOptions = BOARD_DEFAULTS) =>
  makeBoard(sessions.flatMap(ballotsOf), options, sha256);
const told = (changed: readonly SessionRecord[], gone: readonly SessionId[] = []) => ({
  changed,
  gone,
  unreadable: [],
});
const threads = (): number =>
  process.getActiveResourcesInfo().filter(name => name === 'MessagePort').length;

describe('the thread that counts votes', () => {
  it('gives what counting here gives', async () => {
    const thread = start();
    await thread.take(told(records));
    const ballots = records.flatMap(ballotsOf);
    for (const options of [
      BOARD_DEFAULTS,
      { ...BOARD_DEFAULTS, method: 'elo' as const, rounds: 20 },
      { ...BOARD_DEFAULTS, styleControl: true, groupBy: 'model' as const },
    ]) {
      const board = direct(records, options);
      expect(await thread.board(options)).toEqual(board);
      expect(await thread.json(options, '1.2.3')).toBe(leaderboardJson(board, '1.2.3'));
      expect(await thread.report(options)).toEqual({
        board,
        bootstrapElo: bootstrapEloTable(ballots, options),
      });
    }
    const cell = { a: direct(records).bots[0]!.key, outcome: 'win' as const };
    const behind = await thread.behind(BOARD_DEFAULTS, cell);
    expect(behind).toEqual(votesBehind(ballots, BOARD_DEFAULTS, cell));
    expect(behind.total).toBeGreaterThan(10);
  });

  it('is told of what changed only, and answers in the order of asking', async () => {
    const thread = start();
    const [first] = records as [SessionRecord];
    const untold = { ...first, votes: [] };
    const answers = await Promise.all([
      thread.board(BOARD_DEFAULTS),
      thread.take(told(records.slice(0, 60))),
      thread.board(BOARD_DEFAULTS),
      thread.take(told(records.slice(60), [records[1]!.session.id])),
      thread.board(BOARD_DEFAULTS),
      thread.take(told([untold])),
      thread.board(BOARD_DEFAULTS),
    ]);
    const rest = records.filter((_, index) => index !== 1);
    expect(answers).toEqual([
      direct([]),
      undefined,
      direct(records.slice(0, 60)),
      undefined,
      direct(rest),
      undefined,
      direct(rest.slice(1)),
    ]);
  });

  it('lets its starter go on with other things while it counts', async () => {
    const thread = start();
    await thread.take(told(votedSessions(3000)));
    let ticks = 0;
    const clock = setInterval(() => ticks++, 2);
    const startedAt = performance.now();
    await thread.board({ ...BOARD_DEFAULTS, method: 'elo' });
    const took = performance.now() - startedAt;
    clearInterval(clock);
    // In one piece it would tick not even once.
    expect(ticks).toBeGreaterThan(Math.min(5, took / 20));
  });

  it('ends with a clear error when it fails, and says it to all who wait', async () => {
    const thread = start();
    const broken = { ...BOARD_DEFAULTS, filter: undefined } as unknown as BoardOptions;
    const why = /^Error: The votes could not be counted: .*undefined/;
    const waiting = [thread.board(broken), thread.board(BOARD_DEFAULTS)];
    for (const answer of await Promise.allSettled(waiting)) {
      expect(answer.status === 'rejected' && String(answer.reason)).toMatch(why);
    }
    expect(thread.isOver).toBe(true);
    await expect(thread.board(BOARD_DEFAULTS)).rejects.toThrow('could not be counted');
    expect(logged).toHaveLength(1);
    expect((logged[0] as Error).stack).toContain('ranking.cjs');
  });

  it.each([
    ['is killed', () => worker.dying(), 'exit code 7'],
    ['cannot be loaded', () => '/no/such/thread.cjs', 'Cannot find module'],
  ])('ends with a clear error when it %s', async (_, file, why) => {
    const thread = start({ file: file() });
    const asked = thread.board({ ...BOARD_DEFAULTS, k: DEADLY_K });
    await expect(asked).rejects.toThrow(`The votes could not be counted: ${why}`);
    expect(thread.isOver).toBe(true);
  });

  it('ends when nobody asks for long, but not while it counts', async () => {
    const before = threads();
    const thread = start({ idleMs: 100 });
    await thread.take(told(votedSessions(3000)));
    const board = await thread.board({ ...BOARD_DEFAULTS, method: 'elo' });
    expect(board.votes).toBe(3000);
    expect(thread.isOver).toBe(false);
    expect(threads()).toBeGreaterThan(before);
    await waitFor('the end', () => Promise.resolve(thread.isOver || undefined));
    await waitFor('no thread', () => Promise.resolve(threads() === before || undefined));
    expect(logged).toEqual([]);
  });

  it('leaves no thread behind when the window closes, and nobody waiting', async () => {
    const before = threads();
    const thread = start();
    await thread.take(told(votedSessions(3000)));
    const elo: BoardOptions = { ...BOARD_DEFAULTS, method: 'elo' };
    const waiting = expect(thread.board(elo)).rejects.toThrow('The window is closing.');
    // In the midst of counting.
    await new Promise(resolve => setTimeout(resolve, 20));
    await thread.end();
    await waiting;
    expect(threads()).toBe(before);
    expect(logged).toEqual([]);
  });
});
