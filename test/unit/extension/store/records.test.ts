import { stat } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import type { ReplyId, SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import { aReply, aSession, aTurn, aVote } from '../../../support/builders.ts';
import { manyRecords } from './bigStore.ts';
import { StoreFolder } from './storeFolder.ts';

let folder: StoreFolder;
let stores: Stores;

beforeEach(async () => {
  folder = await StoreFolder.create();
  ({ stores } = await folder.open());
});
afterEach(() => folder.remove());

const session = aSession();
const turns = [aTurn(), aTurn({ id: 'turn-2' as TurnId, index: 1, prompt: 'And bees?' })];
const vote = aVote({ kind: 'best', winner: 'A' });
const record: SessionRecord = { session, turns, votes: [] };
const other = 'session-2' as SessionId;

/** Both ways must say the same; merging is what changes something. */
async function merge(...records: readonly SessionRecord[]) {
  const expected = await stores.records.compare(records);
  const outcomes = await stores.records.merge(records);
  expect(outcomes).toEqual(expected);
  return outcomes;
}

describe('merging records', () => {
  it('adds what is unknown, whole, and finds nothing new in it the second time', async () => {
    const full: SessionRecord = {
      session: aSession({ annotatedAt: 7, pinned: true, tags: ['x'], origin: 'shareGpt' }),
      turns: [
        turns[0]!,
        {
          ...turns[1]!,
          replies: [aReply({ id: 'r' as ReplyId, turnId: turns[1]!.id, correction: 'No.' })],
        },
      ],
      votes: [
        vote,
        aVote(
          { kind: 'allBad' },
          { id: 'v2' as VoteId, turnId: turns[1]!.id, castAt: vote.castAt + 1, flags: ['banned'] },
        ),
      ],
    };
    expect(await merge(full)).toEqual([
      { id: session.id, kind: 'added', turnsAdded: 2, votesAdded: 2, conflicts: [] },
    ]);
    ({ stores } = await folder.open());
    expect(await stores.records.get(session.id)).toEqual(full);
    expect(await merge(full)).toEqual([
      { id: session.id, kind: 'known', turnsAdded: 0, votesAdded: 0, conflicts: [] },
    ]);
    expect(await stores.records.get(session.id)).toEqual(full);
    expect(await stores.records.get(other)).toBeUndefined();
  });

  it('extends by later turns and by votes, which close the session', async () => {
    await merge({ ...record, turns: turns.slice(0, 1) });
    const later = { ...session, annotatedAt: 99, updatedAt: session.updatedAt + 5 };
    expect(await merge({ session: later, turns, votes: [vote] })).toEqual([
      { id: session.id, kind: 'extended', turnsAdded: 1, votesAdded: 1, conflicts: [] },
    ]);
    expect(await stores.records.get(session.id)).toEqual({ session: later, turns, votes: [vote] });
  });

  it('closes a session by the time of the vote if the record does not say when', async () => {
    await merge(record);
    await merge({ ...record, votes: [vote] });
    expect((await stores.sessions.get(session.id))?.annotatedAt).toBe(vote.castAt);
  });

  it.each([
    ['a vote on a turn', session, aVote({ kind: 'allGood' }, { turnId: turns[0]!.id })],
    ['reply mode', aSession({ annotationMode: 'reply' }), vote],
  ])('does not close a session by %s', async (_, stored, added) => {
    await merge({ ...record, session: stored });
    await merge({ ...record, session: { ...stored, annotatedAt: 5 }, votes: [added] });
    expect((await stores.sessions.get(session.id))?.annotatedAt).toBeUndefined();
  });

  it('leaves alone what is stored and names what differs', async () => {
    await merge({ session: aSession({ annotatedAt: 7 }), turns, votes: [vote] });
    const before = await stores.records.get(session.id);
    const changed: SessionRecord = {
      session: aSession({ title: 'Else', tags: ['new'], annotatedAt: 8, updatedAt: 1 }),
      turns: [
        { ...turns[0]!, prompt: 'Else' },
        { ...turns[1]!, replies: [{ ...turns[1]!.replies[1]!, text: 'Else' }] },
      ],
      votes: [{ ...vote, comment: 'Else' }],
    };
    expect(await merge(changed)).toEqual([
      {
        id: session.id,
        kind: 'known',
        turnsAdded: 0,
        votesAdded: 0,
        conflicts: ['title', 'tags', 'annotated at', 'turn 1', 'turn 2, B', vote.id],
      },
    ]);
    expect(await stores.records.get(session.id)).toEqual(before);
  });

  it('never takes a turn, a reply or a vote from another session', async () => {
    await merge({ ...record, votes: [vote] });
    const stolenReply = aTurn({
      id: 'own' as TurnId,
      sessionId: other,
      replies: [{ ...turns[0]!.replies[0]!, turnId: 'own' as TurnId }],
    });
    const thief = {
      session: aSession({ id: other }),
      turns: [{ ...turns[0]!, sessionId: other }, stolenReply],
      votes: [{ ...vote, sessionId: other }],
    };
    expect(await merge(thief)).toEqual([
      {
        id: other,
        kind: 'added',
        turnsAdded: 0,
        votesAdded: 0,
        conflicts: ['turn 1', 'turn 1', vote.id],
      },
    ]);
    expect((await stores.records.get(session.id))?.turns).toEqual(turns);
    expect(await stores.votes.ofSession(session.id)).toEqual([vote]);
  });

  it('refuses a turn that does not follow, a vote on no turn, and parts of another session', async () => {
    await merge({ ...record, turns: turns.slice(0, 1) });
    const gap = aTurn({ id: 'turn-9' as TurnId, index: 5 });
    const onNothing = aVote({ kind: 'allBad' }, { turnId: gap.id });
    const foreign = aVote({ kind: 'allBad' }, { id: 'v2' as VoteId, sessionId: other });
    const before = await stores.records.get(session.id);
    expect(await merge({ session, turns: [gap], votes: [onNothing, foreign] })).toMatchObject([
      { kind: 'known', conflicts: ['turn 6', 'vote-1', 'v2'] },
    ]);
    expect(await stores.records.get(session.id)).toEqual(before);
  });

  it('compares what comes twice in one call with the first', async () => {
    const twice = { ...record, session: aSession({ title: 'Else' }), votes: [vote] };
    expect(await merge(record, twice, record)).toMatchObject([
      { kind: 'added', conflicts: [] },
      { kind: 'extended', votesAdded: 1, conflicts: ['title'] },
      { kind: 'known', conflicts: [] },
    ]);
  });

  it('brings back what was removed', async () => {
    await merge(record);
    await stores.sessions.remove([session.id], 5);
    await merge(record);
    expect(await stores.records.get(session.id)).toEqual(record);
    expect(await stores.sessions.removed([session.id])).toEqual(new Set());
  });

  it('writes nothing if there is nothing new', async () => {
    await merge(record);
    const { size } = await stat(`${folder.path}.journal`);
    await merge(record);
    expect((await stat(`${folder.path}.journal`)).size).toBe(size);
    const { stores: reading } = await folder.open({ readOnly: true });
    expect(await reading.records.merge([record])).toMatchObject([{ kind: 'known' }]);
  });

  it('leaves out a session that holds nothing', async () => {
    const empty = { session: { ...session, title: '' }, turns: [], votes: [] };
    expect(await merge(empty)).toMatchObject([{ kind: 'known' }]);
    expect(await stores.records.get(session.id)).toBeUndefined();
  });

  it('leaves out what another window has removed, if asked to', async () => {
    await merge({ ...record, turns: turns.slice(0, 1) });
    const { stores: theirs } = await folder.open();
    await theirs.sessions.remove([session.id], 5);
    // This window does not know that yet.
    expect(await stores.sessions.removed([session.id])).toEqual(new Set());
    const known = [{ kind: 'known', turnsAdded: 0, votesAdded: 0 }];
    expect(await stores.records.merge([record], { keepRemoved: true })).toMatchObject(known);
    expect(await stores.records.merge([record], { keepRemoved: true })).toMatchObject(known);
    expect(await stores.records.get(session.id)).toBeUndefined();
    expect(await stores.sessions.removed([session.id])).toEqual(new Set([session.id]));
    const unknown = { ...aSession({ id: other }) };
    const fresh = aTurn({ id: 'fresh' as TurnId, sessionId: other });
    await theirs.sessions.add(unknown);
    await theirs.sessions.remove([other], 6);
    const late = { session: unknown, turns: [fresh], votes: [] };
    expect(await stores.records.merge([late], { keepRemoved: true })).toMatchObject(known);
    expect(await stores.sessions.removed([other])).toEqual(new Set([other]));
  });

  it('takes one vote by a voter on a whole session, and any number in a heap of comparisons', async () => {
    const again = { ...vote, id: 'v2' as VoteId, castAt: vote.castAt + 1 };
    const change = { ...again, id: 'v3' as VoteId, supersedes: vote.id };
    const theirs = { ...again, id: 'v4' as VoteId, voter: { kind: 'human', name: 'bo' } } as const;
    await merge({ ...record, votes: [vote] });
    expect(await merge({ ...record, votes: [again, theirs] })).toMatchObject([
      { kind: 'extended', votesAdded: 1, conflicts: ['v2'] },
    ]);
    expect(await merge({ ...record, votes: [change] })).toMatchObject([
      { kind: 'extended', votesAdded: 1, conflicts: [] },
    ]);
    const heap = [vote, again].map((each, n) => ({
      ...each,
      id: `heap-${n}` as VoteId,
      sessionId: other,
    }));
    expect(await merge({ session: aSession({ id: other }), turns: [], votes: heap })).toMatchObject(
      [{ kind: 'added', votesAdded: 2, conflicts: [] }],
    );
  });

  it('keeps a changed vote whole, in whatever order it comes', async () => {
    const change = { ...vote, id: 'v2' as VoteId, supersedes: vote.id };
    const last = { ...vote, id: 'v3' as VoteId, supersedes: change.id };
    expect(await merge({ ...record, votes: [last, change, vote] })).toMatchObject([
      { kind: 'added', votesAdded: 3, conflicts: [] },
    ]);
  });

  it('writes all or nothing', async () => {
    const seats = [session.seats[0]!, session.seats[0]!];
    const turn = aTurn({ id: 'bad' as TurnId, sessionId: other });
    const bad = { ...record, session: aSession({ id: other, seats }), turns: [turn] };
    await expect(stores.records.merge([record, bad])).rejects.toMatchObject({ code: 'refused' });
    expect(await stores.records.get(session.id)).toBeUndefined();
  });

  it('looks again if something was written meanwhile', async () => {
    await merge({ ...record, turns: turns.slice(0, 1) });
    const adding = stores.turns.add(aTurn({ id: 'mine' as TurnId, index: 1, createdAt: 1 }));
    const [outcome] = await stores.records.merge([{ ...record, votes: [vote] }]);
    await adding;
    expect(outcome).toMatchObject({ kind: 'extended', votesAdded: 1, conflicts: ['turn 2'] });
    expect((await stores.turns.ofSession(session.id)).map(({ id }) => id)).toEqual([
      'turn-1',
      'mine',
    ]);
  });

  it('moves everything from one database to another', async () => {
    const records = manyRecords(60, 2);
    await merge(...records);
    const elsewhere = await StoreFolder.create();
    const { stores: copy } = await elsewhere.open();
    for (const { session: each } of records) {
      const found = await stores.records.get(each.id);
      if (found) await copy.records.merge([found]);
    }
    for (const each of records) expect(await copy.records.get(each.session.id)).toEqual(each);
    await elsewhere.remove();
  });
});
