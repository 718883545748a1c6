import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply, ReplyId, SessionId, TurnId } from '../../../../src/core/model.ts';
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

  it('finds the newest draft', async () => {
    expect(await stores.sessions.draft()).toBeUndefined();
    const older = { ...session, title: '' };
    await stores.sessions.add(older);
    const newer = aSession({ id: other, title: '', createdAt: session.createdAt + 1 });
    await stores.sessions.add(newer);
    expect(await stores.sessions.draft()).toEqual(newer);
    await stores.turns.add(aTurn({ sessionId: other }));
    expect(await stores.sessions.draft()).toEqual(older);
  });

  it('takes no imported session and none with a vote for a draft, and does not reseat them', async () => {
    await stores.sessions.add(aSession({ title: '', origin: 'shareGpt' }));
    await stores.sessions.add(aSession({ id: 'named' as SessionId }));
    await stores.sessions.add(aSession({ id: other, title: '' }));
    await stores.votes.add(aVote({ kind: 'allBad' }, { sessionId: other }), false);
    expect(await stores.sessions.draft()).toBeUndefined();
    await expect(
      stores.sessions.reseat(other, { mode: 'debug', annotationMode: 'reply', seats: [] }),
    ).rejects.toMatchObject({ code: 'refused' });
  });

  it('reseats a draft and refuses once the session has begun', async () => {
    const change = {
      mode: 'debug',
      annotationMode: 'reply',
      seats: [aBot({ name: 'Cat' })],
    } as const;
    await stores.sessions.add({ ...session, title: '' });
    await stores.sessions.reseat(session.id, change);
    expect(await stores.sessions.get(session.id)).toEqual({ ...session, title: '', ...change });
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
    await stores.sessions.remove([session.id], 5);
    for (const table of ['sessions', 'seats', 'turns', 'replies', 'votes', 'shown_bots'])
      expect(await database.read(all => all(`SELECT * FROM ${table}`)), table).toEqual([]);
  });

  it('remembers what was removed, and only that', async () => {
    await stores.sessions.add(session);
    await stores.sessions.add(aSession({ id: other }));
    await stores.sessions.remove([session.id, 'never there' as SessionId], 5);
    await openAgain();
    expect(await stores.sessions.removed([session.id, other, 'never there' as SessionId])).toEqual(
      new Set([session.id]),
    );
    expect(await stores.sessions.get(other)).toBeDefined();
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
      thinking: ' with \0 and 😀\n',
      leftOutTurns: 0,
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

  it.each([
    ['the turn', aVote({ kind: 'allGood' }, { turnId: 'turn-1' as TurnId }), false],
    ['the session', aVote({ kind: 'allGood' }), true],
  ])(
    'keeps a reply that was voted on (%s), but for the end of its run',
    async (_, vote, closes) => {
      const running = aReply({ id: 'turn-1-A' as ReplyId, attempt: 2, state: { kind: 'queued' } });
      await stores.turns.add(aTurn());
      await stores.turns.saveReply(running);
      await stores.votes.add(vote, closes);
      const ended = { ...running, text: 'Again.', state: { kind: 'stopped' } } as const;
      await stores.turns.saveReply(ended);
      await expect(
        stores.turns.saveReply({ ...ended, attempt: 3, text: 'Anew.' }),
      ).rejects.toMatchObject({ code: 'refused' });
      expect((await stores.turns.ofSession(session.id))[0]?.replies[0]).toEqual(ended);
      await stores.sessions.remove([session.id], 5);
      await stores.turns.saveReply({ ...ended, attempt: 3 });
    },
  );

  it('appends streamed text, but not to a reply that has ended', async () => {
    const streaming = aReply({ text: '', state: { kind: 'streaming' } });
    await stores.turns.add(aTurn({ replies: [streaming] }));
    await Promise.all([
      stores.turns.appendText(streaming.id, 'By ', ''),
      stores.turns.appendText(streaming.id, 'scent', ''),
    ]);
    const text = async () => (await stores.turns.ofSession(session.id))[0]?.replies[0]?.text;
    expect(await text()).toBe('By scent');
    await stores.turns.replaceText(streaming.id, 'By', 'so');
    await stores.turns.appendText(streaming.id, ' ear', '');
    expect(await text()).toBe('By ear');
    await stores.turns.saveReply({ ...streaming, text: 'By scent.', state: { kind: 'stopped' } });
    await stores.turns.appendText(streaming.id, ' Late', '');
    await stores.turns.replaceText(streaming.id, 'Late', '');
    expect(await text()).toBe('By scent.');
  });

  it('appends what was thought, too, and has none where none was', async () => {
    const streaming = aReply({ text: '', state: { kind: 'streaming' } });
    await stores.turns.add(aTurn({ replies: [streaming] }));
    const reply = async () => (await stores.turns.ofSession(session.id))[0]?.replies[0];
    await stores.turns.appendText(streaming.id, '', '');
    expect((await reply())?.thinking).toBeUndefined();
    await stores.turns.appendText(streaming.id, '', 'No ears, ');
    await stores.turns.appendText(streaming.id, 'By ', 'so');
    await stores.turns.appendText(streaming.id, 'scent', '');
    await openAgain();
    expect(await reply()).toMatchObject({ thinking: 'No ears, so', text: 'By scent' });
    const stopped = { ...streaming, text: 'By scent', state: { kind: 'stopped' } } as const;
    await stores.turns.saveReply({ ...stopped, thinking: 'No ears, so' });
    await stores.turns.appendText(streaming.id, '', ' late');
    expect((await reply())?.thinking).toBe('No ears, so');
    await stores.turns.saveReply({ ...stopped, attempt: 2 });
    expect((await reply())?.thinking).toBeUndefined();
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

  it('keeps a correction of a reply that has ended, and takes it back', async () => {
    const streaming = aReply({ id: 'r2' as ReplyId, seat: 'B', state: { kind: 'streaming' } });
    await stores.turns.add(aTurn({ replies: [aReply(), streaming] }));
    const corrections = async () =>
      (await stores.turns.ofSession(session.id))[0]?.replies.map(({ correction }) => correction);
    await stores.turns.correct(aReply().id, 'By smell.');
    expect(await corrections()).toEqual(['By smell.', undefined]);
    await stores.turns.correct(aReply().id, undefined);
    expect(await corrections()).toEqual([undefined, undefined]);
    for (const id of [streaming.id, 'gone' as ReplyId])
      await expect(stores.turns.correct(id, 'x')).rejects.toMatchObject({ code: 'refused' });
  });

  it('refuses a turn once the session was annotated, and leaves nothing of it', async () => {
    await stores.turns.add(aTurn());
    await stores.votes.add(aVote({ kind: 'allGood' }), true);
    await expect(
      stores.turns.add(aTurn({ id: 'turn-2' as TurnId, index: 1 }), 'A new title'),
    ).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('annotated meanwhile') as string,
    });
    expect(await stores.turns.ofSession(session.id)).toHaveLength(1);
    expect((await stores.sessions.get(session.id))?.title).toBe(session.title);
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
