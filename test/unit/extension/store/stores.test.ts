import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply, ReplyId, SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import type { Database } from '../../../../src/extension/store/database.ts';
import { aBot, aReply, aSession, aTurn, aVote, twoBots } from '../../../support/builders.ts';
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

describe('sessions', () => {
  it('gives back what was added', async () => {
    await stores.sessions.add(session);
    await openAgain();
    expect(await stores.sessions.get(session.id)).toEqual(session);
    expect(await stores.sessions.get(other)).toBeUndefined();
  });

  it('keeps seats in their order beyond Z', async () => {
    const seats = ['A', 'Z', 'AA', 'B'].map(seat => aBot({ seat, name: `Bot ${seat}` }));
    await stores.sessions.add({ ...session, seats });
    expect((await stores.sessions.get(session.id))?.seats).toEqual(seats);
  });

  it('lists sessions with turns, the one that was last used first', async () => {
    await stores.sessions.add(session);
    await stores.sessions.add(aSession({ id: other, title: 'Second', mode: 'debug' }));
    await stores.sessions.add(aSession({ id: 'draft' as SessionId }));
    const asked = session.updatedAt + 1000;
    await stores.turns.add(aTurn({ createdAt: asked }));
    await stores.turns.add(
      aTurn({ id: 'turn-2' as TurnId, sessionId: other, createdAt: asked + 1 }),
    );
    expect(await stores.sessions.list()).toEqual([
      {
        id: other,
        title: 'Second',
        mode: 'debug',
        updatedAt: asked + 1,
        turns: 1,
        bots: ['Ant', 'Bee'],
      },
      {
        id: session.id,
        title: session.title,
        mode: 'arena',
        updatedAt: asked,
        turns: 1,
        bots: ['Ant', 'Bee'],
      },
    ]);
  });

  it('finds the newest draft', async () => {
    expect(await stores.sessions.draft()).toBeUndefined();
    await stores.sessions.add(session);
    const newer = aSession({ id: other, createdAt: session.createdAt + 1 });
    await stores.sessions.add(newer);
    expect(await stores.sessions.draft()).toEqual(newer);
    await stores.turns.add(aTurn({ sessionId: other }));
    expect(await stores.sessions.draft()).toEqual(session);
  });

  it('reseats a draft and refuses once the session has begun', async () => {
    const change = {
      mode: 'debug',
      annotationMode: 'reply',
      seats: [aBot({ name: 'Cat' })],
    } as const;
    await stores.sessions.add(session);
    await stores.sessions.reseat(session.id, change);
    expect(await stores.sessions.get(session.id)).toEqual({ ...session, ...change });
    await stores.turns.add(aTurn());
    await expect(
      stores.sessions.reseat(session.id, { ...change, mode: 'arena', seats: twoBots }),
    ).rejects.toMatchObject({ code: 'refused' });
    expect(await stores.sessions.get(session.id)).toMatchObject(change);
  });

  it('renames, and refuses to rename what is gone', async () => {
    await stores.sessions.add(session);
    await stores.sessions.rename(session.id, "Ants' talk; --");
    expect((await stores.sessions.get(session.id))?.title).toBe("Ants' talk; --");
    await expect(stores.sessions.rename(other, 'x')).rejects.toMatchObject({ code: 'refused' });
  });

  it('removes everything that hangs on a session, also after a snapshot', async () => {
    await stores.sessions.add(session);
    await stores.turns.add(aTurn());
    await stores.votes.add(aVote({ kind: 'allGood' }, { turnId: 'turn-1' as TurnId }), false);
    await database.snapshot();
    await stores.sessions.remove(session.id);
    for (const table of ['sessions', 'seats', 'turns', 'replies', 'votes', 'shown_bots'])
      expect(await database.read(all => all(`SELECT * FROM ${table}`)), table).toEqual([]);
  });
});

describe('turns', () => {
  beforeEach(() => stores.sessions.add(session));

  const states: readonly Reply['state'][] = [
    { kind: 'queued' },
    { kind: 'streaming' },
    { kind: 'done', finish: 'length' },
    { kind: 'stopped' },
    { kind: 'failed', code: 'processDied', message: 'The model process ended (code 7).' },
  ];

  it('gives back turns with every state of a reply, in order', async () => {
    const replies = states.map((state, n) =>
      aReply({ id: `r${9 - n}` as ReplyId, seat: 'ABCDE'[n]!, state }),
    );
    const bare = aReply({
      id: 'bare' as ReplyId,
      turnId: 'turn-0' as TurnId,
      sampling: { stop: ['</s>', '"'], seed: 0, topP: 0.95 },
      text: 'with \0, "quotes", 😀 and\r\n',
      timings: undefined,
      tokens: undefined,
    });
    const first = aTurn({ id: 'turn-0' as TurnId, index: 0, replies: [bare] });
    const second = aTurn({ index: 1, replies });
    await stores.turns.add(second);
    await stores.turns.add(first);
    await openAgain();
    expect(await stores.turns.ofSession(session.id)).toEqual([first, second]);
  });

  it('replaces a reply, leaving nothing of the former one', async () => {
    await stores.turns.add(aTurn());
    const saved = aReply({
      id: 'turn-1-A' as ReplyId,
      attempt: 2,
      text: 'Again.',
      state: { kind: 'failed', code: 'timeout', message: '' },
      timings: undefined,
      tokens: undefined,
    });
    await stores.turns.saveReply(saved);
    await openAgain();
    const [turn] = await stores.turns.ofSession(session.id);
    expect(turn?.replies[0]).toEqual(saved);
    expect(turn?.replies[1]).toEqual(aTurn().replies[1]);
  });

  it('appends streamed text, but not to a reply that has ended', async () => {
    const streaming = aReply({ text: '', state: { kind: 'streaming' } });
    await stores.turns.add(aTurn({ replies: [streaming] }));
    await Promise.all([
      stores.turns.appendText(streaming.id, 'By '),
      stores.turns.appendText(streaming.id, 'scent'),
    ]);
    const text = async () => (await stores.turns.ofSession(session.id))[0]?.replies[0]?.text;
    expect(await text()).toBe('By scent');
    await stores.turns.saveReply({ ...streaming, text: 'By scent.', state: { kind: 'stopped' } });
    await stores.turns.appendText(streaming.id, ' Late');
    expect(await text()).toBe('By scent.');
  });

  it('settles what a killed window left unfinished, with the text that had come', async () => {
    const replies = states.map((state, n) =>
      aReply({ id: `r${n}` as ReplyId, seat: 'ABCDE'[n]!, state, text: `text ${n}` }),
    );
    await stores.turns.add(aTurn({ replies }));
    await openAgain();
    expect(await stores.turns.settleInterrupted()).toBe(2);
    expect(await stores.turns.settleInterrupted()).toBe(0);
    const [turn] = await stores.turns.ofSession(session.id);
    const interrupted = { state: { kind: 'failed', code: 'interrupted' } };
    expect(turn?.replies).toMatchObject([
      { ...interrupted, text: 'text 0' },
      { ...interrupted, text: 'text 1' },
      ...replies.slice(2),
    ]);
  });

  it('adds all of a turn or nothing', async () => {
    const twice = aReply();
    await expect(stores.turns.add(aTurn({ replies: [twice, twice] }))).rejects.toMatchObject({
      code: 'refused',
    });
    expect(await stores.turns.ofSession(session.id)).toEqual([]);
    expect(await stores.sessions.get(session.id)).toEqual(session);
  });

  it('reads a reply although its sampling was edited by hand', async () => {
    await stores.turns.add(aTurn());
    await database.write({
      sql: 'UPDATE replies SET sampling = ?',
      params: ['{"temperature":"hot","seed":7,"stop":["a",1],"more":true}'],
    });
    const [turn] = await stores.turns.ofSession(session.id);
    expect(turn?.replies[0]?.sampling).toEqual({ seed: 7, stop: ['a'] });
  });

  it('says which column of a row makes no sense', async () => {
    await stores.turns.add(aTurn());
    await database.write({ sql: 'UPDATE replies SET state = ?', params: ['dreaming'] });
    await expect(stores.turns.ofSession(session.id)).rejects.toMatchObject({
      code: 'badRow',
      message: expect.stringContaining('"dreaming" as state') as string,
    });
  });
});

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

  it('refuses a vote on a removed session and leaves nothing of it', async () => {
    await stores.sessions.remove(session.id);
    await expect(stores.votes.add(aVote({ kind: 'allGood' }), true)).rejects.toMatchObject({
      code: 'refused',
    });
    expect(await database.read(all => all('SELECT * FROM shown_bots'))).toEqual([]);
  });
});
