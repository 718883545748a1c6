import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import type { SessionId } from '../../../../src/core/model.ts';
import { BOARD_DEFAULTS } from '../../../../src/core/ranking/options.ts';
import { BallotBox } from '../../../../src/extension/app/ballotBox.ts';
import type { BallotStore, Stores } from '../../../../src/extension/app/ports.ts';
import type { Database } from '../../../../src/extension/store/database.ts';
import { countHere } from '../../../support/countHere.ts';
import { manyRecords } from '../store/bigStore.ts';
import { StoreFolder } from '../store/storeFolder.ts';

let folder: StoreFolder;
let stores: Stores;
let database: Database;
let box: BallotBox;
/** What each look was at. */
let looked: (readonly SessionId[] | 'all')[];
let isBroken: boolean;

const records = manyRecords(120, 1).filter(
  ({ session, votes }) => session.mode === 'arena' && votes.length > 0,
);
const [first, second, third] = records as [SessionRecord, SessionRecord, SessionRecord];

beforeEach(async () => {
  folder = await StoreFolder.create();
  ({ database, stores } = await folder.open());
  [looked, isBroken] = [[], false];
  const { ballots } = stores;
  const watched: BallotStore = {
    ...ballots,
    voted: ids => {
      looked.push(ids ?? 'all');
      return isBroken ? Promise.reject(new Error('No disk')) : ballots.voted(ids);
    },
  };
  box = new BallotBox(watched, countHere);
});
afterEach(() => folder.remove());

async function add(added: readonly SessionRecord[]): Promise<void> {
  await stores.records.merge(added);
  box.outdate(added.map(({ session }) => session.id));
}
const board = async () => (await box.counter()).board(BOARD_DEFAULTS);
const votes = async () => (await board()).votes;

describe('the ballot box', () => {
  it('looks at what was stored, and at all only if nobody knows what was', async () => {
    await add([first]);
    expect(await votes()).toBe(1);
    expect(looked).toEqual(['all']);
    looked = [];
    await add([second]);
    await add([second, third]);
    expect(await votes()).toBe(3);
    await votes();
    await box.version();
    expect(looked).toEqual([[second.session.id, third.session.id]]);

    box.outdate([first.session.id]);
    box.outdate([]);
    box.outdate([second.session.id]);
    await box.version();
    expect(looked.slice(1)).toEqual(['all']);
  });

  it('finds what nobody told of once it looks at all', async () => {
    await add([first, second]);
    const version = await box.version();
    await stores.records.merge([third]);
    await stores.sessions.remove([first.session.id], 5);
    expect(await box.version()).toBe(version);
    box.outdate([]);
    expect(await box.version()).toBe(version + 1);
    const { votes: shown } = await (await box.counter()).behind(BOARD_DEFAULTS, {});
    expect(shown.map(({ sessionId }) => sessionId).sort()).toEqual(
      [second.session.id, third.session.id].sort(),
    );
  });

  it('looks again at what it could not look at', async () => {
    await add([first]);
    isBroken = true;
    await expect(box.version()).rejects.toThrow('No disk');
    isBroken = false;
    expect(await votes()).toBe(1);
    isBroken = true;
    await add([second]);
    await expect(box.version()).rejects.toThrow('No disk');
    isBroken = false;
    expect(await votes()).toBe(2);
    expect(looked).toEqual(['all', 'all', [second.session.id], [second.session.id]]);
  });

  it('leaves out what cannot be read, and lets each board say of how many sessions', async () => {
    await add(records);
    const setVerdict = (verdict: string, { session }: SessionRecord) =>
      database.write({
        sql: 'UPDATE votes SET verdict = ? WHERE session_id = ?',
        params: [verdict, session.id],
      });
    await setVerdict('fine', first);
    await setVerdict('fine', second);
    const warning = { kind: 'unreadable', sessions: 2 };
    expect(await board()).toMatchObject({
      votes: records.length - 2,
      warnings: expect.arrayContaining([warning]) as unknown,
    });
    const file = await (await box.counter()).json(BOARD_DEFAULTS, '1');
    expect((JSON.parse(file) as { warnings: unknown }).warnings).toContainEqual(warning);

    // Mended and removed, they are not told of any more.
    await setVerdict('allGood', first);
    await stores.sessions.tag(first.session.id, ['mended']);
    await stores.sessions.remove([second.session.id], 5);
    box.outdate([first.session.id, second.session.id]);
    const mended = await board();
    expect(mended.votes).toBe(records.length - 1);
    expect(mended.warnings.map(({ kind }) => kind)).not.toContain('unreadable');
  });
});
