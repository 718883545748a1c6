import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import type { Database } from '../../../../src/extension/store/database.ts';
import { manyRecords } from './bigStore.ts';
import { aSession, aTurn, aVote } from '../../../support/builders.ts';
import { StoreFolder } from './storeFolder.ts';

let folder: StoreFolder;
let stores: Stores;
let database: Database;

const session = aSession();
const turnId = aTurn().id;
const byReply = aVote({ kind: 'allGood' }, { turnId });

beforeEach(async () => {
  folder = await StoreFolder.create();
  ({ database, stores } = await folder.open());
  await stores.sessions.add(session);
  await stores.turns.add(aTurn());
});
afterEach(() => folder.remove());

/** The session as another program left it: a vote of a kind that there is not. */
async function spoilVotes(of: SessionId): Promise<void> {
  const sql = "UPDATE votes SET verdict = 'fine' WHERE session_id = ?";
  await database.write({ sql, params: [of] });
}

const marks = async () => new Map((await stores.ballots.voted()).map(({ id, mark }) => [id, mark]));

describe('the sessions that count', () => {
  it('are the arena sessions with votes, with their size', async () => {
    const debug = 'debug' as SessionId;
    await stores.sessions.add(aSession({ id: debug, mode: 'debug' }));
    await stores.votes.add(aVote({ kind: 'allBad' }, { sessionId: debug }), true);
    expect(await stores.ballots.voted()).toEqual([]);
    await stores.votes.add({ ...byReply, id: 'v2' as VoteId }, false);
    expect(await stores.ballots.voted()).toMatchObject([{ id: session.id, size: 2 }]);
    const gone = 'gone' as SessionId;
    const answer = await stores.ballots.records([session.id, gone]);
    expect(answer).toEqual({ records: [await stores.records.get(session.id)], unreadable: [] });
  });

  it('are told of some sessions alone as they are told of all', async () => {
    await stores.records.merge(manyRecords(40, 2));
    const all = await stores.ballots.voted();
    const ids = all.map(({ id }) => id).filter((_, n) => n % 3 === 1);
    expect(ids.length).toBeGreaterThan(3);
    const others = ['gone', 'session-0', 'session-1'] as SessionId[];
    expect(await stores.ballots.voted([...ids, ...others])).toEqual(
      all.filter(({ id }) => ids.includes(id)),
    );
    expect(await stores.ballots.voted([])).toEqual([]);
  });

  it('are read without those that cannot be', async () => {
    await stores.records.merge(manyRecords(40, 2));
    const ids = (await stores.ballots.voted()).map(({ id }) => id);
    const [first, , third] = ids as [SessionId, SessionId, SessionId];
    await spoilVotes(first);
    await spoilVotes(third);
    const { records, unreadable } = await stores.ballots.records(ids);
    expect(unreadable).toEqual([first, third]);
    expect(records.map(({ session: { id } }) => id)).toEqual(
      ids.filter(id => !unreadable.includes(id)),
    );
    await database.close();
    // Nothing of that kind: nobody can say which sessions are meant.
    await expect(stores.ballots.records(ids)).rejects.toMatchObject({ code: 'closed' });
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'a vote',
      () => {
        const change = { id: 'v2' as VoteId, supersedes: byReply.id };
        return stores.votes.add({ ...byReply, ...change }, false);
      },
    ],
    ['a turn', () => stores.turns.add(aTurn({ id: 't2' as TurnId, index: 1, replies: [] }))],
    ['a title', () => stores.sessions.rename(session.id, 'Ants')],
    ['a tag', () => stores.sessions.tag(session.id, ['insects'])],
    ['its removal', () => stores.sessions.remove([session.id], 5)],
  ])('have another mark after %s', async (_, change) => {
    await stores.votes.add(byReply, false);
    const before = await marks();
    await change();
    expect(await marks()).not.toEqual(before);
  });

  it('keep their mark for what no ballot tells, and in another window', async () => {
    await stores.votes.add(byReply, false);
    const before = await marks();
    await stores.sessions.pin([session.id], true);
    await stores.turns.correct(aTurn().replies[0]!.id, 'By smell.');
    expect(await marks()).toEqual(before);
    ({ stores } = await folder.open());
    expect(await marks()).toEqual(before);
  });
});
