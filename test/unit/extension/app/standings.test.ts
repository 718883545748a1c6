import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import type { SessionId, VoteId } from '../../../../src/core/model.ts';
import { BOARD_DEFAULTS, type BoardOptions } from '../../../../src/core/ranking/options.ts';
import { Emitter } from '../../../../src/core/std/emitter.ts';
import type { BallotStore, Stores } from '../../../../src/extension/app/ports.ts';
import { Standings } from '../../../../src/extension/app/standings.ts';
import { aVote } from '../../../support/builders.ts';
import { countHere } from '../../../support/countHere.ts';
import { manyRecords } from '../store/bigStore.ts';
import type { Database } from '../../../../src/extension/store/database.ts';
import { StoreFolder } from '../store/storeFolder.ts';

let folder: StoreFolder;
let stores: Stores;
let database: Database;
/** The ids that each reading asked for. */
let read: (readonly SessionId[])[];
let standings: Standings;
const stored = new Emitter<readonly SessionId[]>();

function standingsOf({ ballots }: Stores): Standings {
  const watched: BallotStore = {
    voted: ids => ballots.voted(ids),
    records: ids => {
      read.push(ids);
      return ballots.records(ids);
    },
  };
  return new Standings({
    ballots: watched,
    onStored: stored.event,
    startCounter: countHere,
  });
}

beforeEach(async () => {
  folder = await StoreFolder.create();
  ({ database, stores } = await folder.open());
  read = [];
  standings = standingsOf(stores);
});
afterEach(() => folder.remove());

async function add(records: readonly SessionRecord[]): Promise<void> {
  await stores.records.merge(records);
  stored.fire(records.map(({ session }) => session.id));
}
const votesOf = async (options: BoardOptions = BOARD_DEFAULTS) =>
  (await standings.board(options)).votes;

/** Arena sessions with votes alone. */
const voted = (count: number): readonly SessionRecord[] =>
  manyRecords(count, 1).filter(
    ({ session, votes }) => session.mode === 'arena' && votes.length > 0,
  );

describe('the standings', () => {
  it('are empty where nobody has voted', async () => {
    const board = await standings.board(BOARD_DEFAULTS);
    expect([board.votes, board.bots, board.warnings]).toEqual([0, [], []]);
  });

  it('read a session once, and again when it has changed', async () => {
    const [first, second, third] = voted(20) as [SessionRecord, SessionRecord, SessionRecord];
    await add([first, second]);
    expect(await votesOf()).toBe(2);
    expect(await votesOf({ ...BOARD_DEFAULTS, method: 'elo' })).toBe(2);
    expect(read.flat()).toEqual([first.session.id, second.session.id]);

    read = [];
    await add([third]);
    expect(await votesOf()).toBe(3);
    await stores.sessions.tag(first.session.id, ['insects']);
    stored.fire([first.session.id]);
    const filter = { ...BOARD_DEFAULTS.filter, tags: ['insects'] };
    expect(await votesOf({ ...BOARD_DEFAULTS, filter })).toBe(1);
    await stores.sessions.remove([second.session.id], 5);
    stored.fire([second.session.id]);
    expect(await votesOf()).toBe(2);
    expect(read).toEqual([[third.session.id], [first.session.id]]);
  });

  it('count on when, and only when, ballots change', async () => {
    const [first, second] = voted(20) as [SessionRecord, SessionRecord];
    await add([first]);
    const version = await standings.version();
    stored.fire([]);
    await stores.sessions.pin([first.session.id], true);
    stored.fire([first.session.id]);
    expect(await standings.version()).toBe(version);
    await add([second]);
    expect(await standings.version()).toBe(version + 1);
    await stores.sessions.remove([first.session.id], 5);
    stored.fire([first.session.id]);
    expect(await standings.version()).toBe(version + 2);
  });

  it('see what another window has stored, once it is said', async () => {
    const records = voted(20);
    await add(records.slice(1));
    expect(await votesOf()).toBe(records.length - 1);
    const other = await folder.open();
    await other.stores.records.merge(records.slice(0, 1));
    await database.refresh();
    stored.fire([]);
    expect(await votesOf()).toBe(records.length);
  });

  it('let others go between slices, and read each session once for all who ask', async () => {
    await add(voted(600));
    const count = voted(600).length;
    let pauses = 0;
    const clock = setInterval(() => pauses++);
    const boards = await Promise.all([votesOf(), votesOf(), standings.version()]);
    clearInterval(clock);
    expect(boards.slice(0, 2)).toEqual([count, count]);
    expect(read.flat()).toHaveLength(count);
    expect(read.length).toBeGreaterThan(2);
    expect(Math.max(...read.map(ids => ids.length))).toBeLessThan(100);
    expect(pauses).toBeGreaterThan(0);
  });

  it('count for a page the last of the boards that it waits for, and give that to all who waited', async () => {
    await add(voted(20));
    const counted: number[] = [];
    const { ballots } = stores;
    const watched = new Standings({
      ballots,
      onStored: stored.event,
      startCounter: () => {
        const counter = countHere();
        return {
          ...counter,
          board: options => {
            counted.push(options.k);
            return counter.board(options);
          },
        };
      },
    });
    const wanted = [1, 2, 3, 4].map(k => watched.newestBoard({ ...BOARD_DEFAULTS, k }));
    // Whoever asks for a report, say, gets what was asked for.
    const other = watched.board({ ...BOARD_DEFAULTS, k: 5 });
    const boards = await Promise.all(wanted);
    expect(boards.map(({ options }) => options.k)).toEqual([4, 4, 4, 4]);
    expect((await other).options.k).toBe(5);
    const later = watched.newestBoard({ ...BOARD_DEFAULTS, k: 6 });
    await new Promise(resolve => setTimeout(resolve));
    const latest = [7, 8].map(k => watched.newestBoard({ ...BOARD_DEFAULTS, k }));
    expect((await later).options.k).toBe(6);
    expect((await Promise.all(latest)).map(({ options }) => options.k)).toEqual([8, 8]);
    expect(counted.toSorted()).toEqual([4, 5, 6, 8]);
  });

  it('go on after a reading that failed', async () => {
    await add(voted(20));
    const { ballots } = stores;
    const failing: { -readonly [Name in keyof BallotStore]: BallotStore[Name] } = {
      ...ballots,
      records: () => Promise.reject(new Error('The disk is gone')),
    };
    standings = standingsOf({ ...stores, ballots: failing });
    await expect(standings.board(BOARD_DEFAULTS)).rejects.toThrow('The disk is gone');
    failing.records = ids => ballots.records(ids);
    expect(await votesOf()).toBe(voted(20).length);
  });

  it('forget what a reading that failed in its middle had left behind', async () => {
    await add(voted(300));
    const { ballots } = stores;
    let readings = 0;
    const failing: BallotStore = {
      ...ballots,
      records: ids =>
        readings++ === 1 ? Promise.reject(new Error('The disk is gone')) : ballots.records(ids),
    };
    standings = standingsOf({ ...stores, ballots: failing });
    await expect(standings.board(BOARD_DEFAULTS)).rejects.toThrow('The disk is gone');
    // What it had not come to is gone by the time it tries again.
    await stores.sessions.remove(await stores.sessions.ids(), 5);
    stored.fire([]);
    expect(await votesOf()).toBe(0);
  });

  it('find the votes behind a cell', async () => {
    const [record] = voted(20) as [SessionRecord];
    const late = aVote({ kind: 'best', winner: 'B' }, { id: 'late' as VoteId });
    await add([
      {
        ...record,
        session: { ...record.session, annotationMode: 'reply', annotatedAt: undefined },
        votes: [{ ...late, sessionId: record.session.id, turnId: record.turns[0]!.id }],
      },
    ]);
    const { bots } = await standings.board(BOARD_DEFAULTS);
    const bee = bots.find(({ name }) => name === 'Bee')!;
    const behind = await standings.behind(BOARD_DEFAULTS, { a: bee.key, outcome: 'win' });
    expect(behind).toMatchObject({
      total: 1,
      votes: [{ id: 'late', sessionId: record.session.id, turnId: record.turns[0]!.id }],
    });
    expect(await standings.behind(BOARD_DEFAULTS, { a: bee.key, outcome: 'loss' })).toEqual({
      total: 0,
      votes: [],
    });
  });
});
