import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import type { Database } from '../../../../src/extension/store/database.ts';
import { aSession, aTurn, aVote } from '../../../support/builders.ts';
import { StoreFolder } from './storeFolder.ts';

let folder: StoreFolder;
let database: Database;
let stores: Stores;

beforeEach(async () => {
  folder = await StoreFolder.create();
  ({ database, stores } = await folder.open());
});
afterEach(() => folder.remove());

/** What a new window finds. */
async function openAgain(): Promise<void> {
  ({ database, stores } = await folder.open());
}

const session = aSession();
const other = 'session-2' as SessionId;

describe('votes', () => {
  beforeEach(async () => {
    await stores.sessions.add(session);
    await stores.sessions.add(aSession({ id: other, mode: 'debug' }));
    await stores.turns.add(aTurn());
  });

  const later = session.updatedAt + 60_000;

  it('gives back every kind of verdict, oldest first', async () => {
    const votes = [
      aVote({ kind: 'allBad' }, { id: 'v3' as VoteId, castAt: 30, blind: true }),
      aVote({ kind: 'allGood' }, { id: 'v1' as VoteId, castAt: 10, turnId: 'turn-1' as TurnId }),
      aVote(
        { kind: 'best', winner: 'B' },
        { id: 'v2' as VoteId, castAt: 20, supersedes: 'v1' as VoteId, comment: 'ä "x"' },
      ),
    ] as const;
    for (const vote of votes) await stores.votes.add(vote, false);
    await openAgain();
    expect(await stores.votes.ofSession(session.id)).toEqual([votes[1], votes[2], votes[0]]);
    expect(await stores.votes.ofSession(other)).toEqual([]);
  });

  it.each([[[['B'], ['A', 'C']]], [[['A']]], [[]]])(
    'gives back the ranking %j, from the journal and from the file',
    async order => {
      const vote = aVote({ kind: 'ranking', order });
      await stores.votes.add(vote, false);
      await openAgain();
      expect(await stores.votes.ofSession(session.id)).toEqual([vote]);
      await database.snapshot();
      await openAgain();
      expect(await stores.votes.ofSession(session.id)).toEqual([vote]);
    },
  );

  it.each(['[["A"],"B"]', '[[1]]', 'A', null])('finds fault with the ranking %s', async ranking => {
    await stores.votes.add(aVote({ kind: 'ranking', order: [['A']] }), false);
    await database.write({ sql: 'UPDATE votes SET ranking = ?', params: [ranking] });
    await expect(stores.votes.ofSession(session.id)).rejects.toMatchObject({ code: 'badRow' });
  });

  it('gives the votes of arena sessions alone', async () => {
    const counted = aVote({ kind: 'allGood' });
    await stores.votes.add(
      aVote({ kind: 'allBad' }, { id: 'v0' as VoteId, sessionId: other }),
      true,
    );
    await stores.votes.add(counted, true);
    expect(await stores.votes.ofArena()).toEqual([counted]);
  });

  it.each([
    [true, later],
    [false, undefined],
  ])('closes the session if asked (%s), and makes it the newest', async (closes, annotatedAt) => {
    await stores.votes.add(aVote({ kind: 'allGood' }, { castAt: later }), closes);
    const found = await stores.sessions.get(session.id);
    expect(found?.annotatedAt).toBe(annotatedAt);
    expect(found?.updatedAt).toBe(later);
  });

  it('refuses a second vote on a session that is closed', async () => {
    await stores.votes.add(aVote({ kind: 'allGood' }), true);
    const second = aVote({ kind: 'allBad' }, { id: 'v2' as VoteId });
    await expect(stores.votes.add(second, true)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('annotated meanwhile') as string,
    });
    expect(await stores.votes.ofSession(session.id)).toHaveLength(1);
  });

  it('refuses a vote on a turn over an earlier one of the same voter that it does not supersede', async () => {
    const turnId = aTurn().id;
    const cast = (id: string, supersedes?: string, name = 'me') =>
      stores.votes.add(
        aVote(
          { kind: 'allGood' },
          {
            id: id as VoteId,
            turnId,
            supersedes: supersedes as VoteId | undefined,
            voter: { kind: 'human', name },
          },
        ),
        false,
      );
    await cast('v1');
    const refusal = {
      code: 'refused',
      message: expect.stringContaining('cast meanwhile') as string,
    };
    await expect(cast('v2')).rejects.toMatchObject(refusal);
    await cast('v2', 'v1');
    // Another window that has not seen v2.
    await expect(cast('v3', 'v1')).rejects.toMatchObject(refusal);
    await cast('v3', 'v2');
    await cast('v4', undefined, 'Ada');
    expect((await stores.votes.ofSession(session.id)).map(({ id }) => id)).toEqual([
      'v1',
      'v2',
      'v3',
      'v4',
    ]);
  });

  it('refuses a vote on a removed session and leaves nothing of it', async () => {
    await stores.sessions.remove([session.id], 5);
    await expect(stores.votes.add(aVote({ kind: 'allGood' }), true)).rejects.toMatchObject({
      code: 'refused',
    });
    expect(await database.read(all => all('SELECT * FROM shown_bots'))).toEqual([]);
  });
});
