import { describe, expect, it } from 'vitest';
import type { Session, SessionId, VoteId } from '../../../../src/core/model.ts';
import { BOARD_DEFAULTS } from '../../../../src/core/ranking/options.ts';
import { openRig, type Rig } from '../../../support/appRig.ts';
import { aVote } from '../../../support/builders.ts';
import { gateway } from '../../../support/gateway.ts';
import { manyRecords } from '../store/bigStore.ts';

async function votedTalk(rig: Rig): Promise<Session> {
  const session = await rig.sessions.begin();
  await rig.arena.startTurn(session.id, 'Hi');
  await rig.ended(session);
  await rig.annotations.cast(session.id, { verdict: { kind: 'allGood' }, comment: 'both' });
  return session;
}

describe('a removal', () => {
  it('takes everything away and the undo brings it back as it was', async () => {
    const rig = await openRig();
    const session = await votedTalk(rig);
    const before = await rig.stores.records.get(session.id);
    const removed = await rig.sessions.remove([session.id, 'gone' as SessionId]);
    expect(removed.ids).toEqual([session.id]);
    expect(await rig.sessions.ids()).toEqual([]);
    expect((await rig.standings.board(BOARD_DEFAULTS)).votes).toBe(0);
    const told = new Promise<void>(resolve => rig.standings.onChange(resolve));
    await removed.undo();
    await told;
    expect(await rig.stores.records.get(session.id)).toEqual(before);
    expect(await rig.stores.sessions.removed([session.id])).toEqual(new Set());
    expect((await rig.standings.board(BOARD_DEFAULTS)).votes).toBe(1);
    await removed.undo();
    expect(await rig.sessions.undoRemove()).toBe(0);
    await rig.close();
  });

  it('is undone on its own, or from anywhere the newest first', async () => {
    const rig = await openRig();
    expect(await rig.sessions.undoRemove()).toBe(0);
    const talks = [await votedTalk(rig), await votedTalk(rig), await votedTalk(rig)];
    const [one, two, three] = talks.map(({ id }) => id) as [SessionId, SessionId, SessionId];
    const earliest = await rig.sessions.remove([one]);
    await rig.sessions.remove([two]);
    const last = await rig.sessions.remove([three]);
    await earliest.undo();
    expect(await rig.sessions.ids()).toEqual([one]);
    expect(await rig.sessions.undoRemove()).toBe(1);
    expect(new Set(await rig.sessions.ids())).toEqual(new Set([one, three]));
    await last.undo();
    expect(await rig.sessions.undoRemove()).toBe(1);
    expect(await rig.sessions.undoRemove()).toBe(0);
    expect(new Set(await rig.sessions.ids())).toEqual(new Set([one, two, three]));
    await rig.close();
  });

  it.each([
    ['a long one', 1, 'x'.repeat(50_000_000)],
    ['twenty others', 20, ''],
  ])('can no longer be undone after %s', async (_, count, text) => {
    const rig = await openRig();
    const many = manyRecords(count + 1, 1, n => (n >= 2 ? text : ''));
    await rig.stores.records.merge(many);
    const [first, ...others] = many.map(({ session }) => session.id);
    const removed = await rig.sessions.remove([first!]);
    for (const id of others) await rig.sessions.remove([id]);
    await expect(removed.undo()).rejects.toMatchObject({ code: 'tooLate' });
    for (let n = 0; n < count; n++) expect(await rig.sessions.undoRemove()).toBe(1);
    expect(await rig.sessions.undoRemove()).toBe(0);
    expect(await rig.sessions.tally()).toMatchObject({ sessions: count });
    await rig.close();
  });

  it('brings back what another window had added that this one had not seen', async () => {
    const rig = await openRig({ settings: { annotationMode: 'reply' } });
    const session = await rig.sessions.begin();
    const turnId = await rig.arena.startTurn(session.id, 'Hi');
    await rig.ended(session);
    const other = await openRig({ file: rig.file });
    await other.annotations.cast(session.id, {
      turnId,
      verdict: { kind: 'allGood' },
      comment: 'theirs',
    });
    expect(await rig.stores.votes.ofSession(session.id)).toEqual([]);
    const removed = await rig.sessions.remove([session.id]);
    expect(await rig.stores.sessions.get(session.id)).toBeUndefined();
    await removed.undo();
    expect(await rig.stores.votes.ofSession(session.id)).toMatchObject([{ comment: 'theirs' }]);
    await rig.close();
    await other.close();
  });

  it('of many brings back what was added while they were read', async () => {
    const rig = await openRig();
    const many = manyRecords(120, 1);
    await rig.stores.records.merge(many);
    const open = many.find(({ votes }) => votes.length === 0)!.session.id;
    const late = aVote({ kind: 'allBad' }, { id: 'late' as VoteId, sessionId: open });
    const others = (await rig.sessions.ids()).filter(id => id !== open);
    const removing = rig.sessions.remove([open, ...others]);
    await rig.stores.votes.add(late, true);
    await (await removing).undo();
    expect(await rig.stores.votes.ofSession(open)).toEqual([late]);
    await rig.close();
  });

  it('keeps what a bot had said when its session was removed', async () => {
    const { wait } = gateway();
    const rig = await openRig({ script: () => [{ say: 'so far' }, { wait }] });
    const session = await rig.sessions.begin();
    const said = new Promise<void>(resolve => {
      let deltas = 0;
      rig.arena.onEvent(event => {
        if (event.kind === 'delta' && ++deltas === 2) resolve();
      });
    });
    await rig.arena.startTurn(session.id, 'Hi');
    await said;
    const removed = await rig.sessions.remove([session.id]);
    expect(rig.events.at(-1)).toEqual({ kind: 'removed', sessionId: session.id });
    await removed.undo();
    const { turns, gate } = await rig.arena.snapshot(session.id);
    expect(turns[0]?.replies.map(({ text, state }) => [text, state])).toEqual([
      ['so far', { kind: 'stopped' }],
      ['so far', { kind: 'stopped' }],
    ]);
    expect(gate.ask).toBe('open');
    await rig.close();
  });

  it('that fails is no removal, and an undo that fails can be tried again', async () => {
    const rig = await openRig();
    const session = await votedTalk(rig);
    const { sessions, records } = rig.stores;
    const { remove } = sessions;
    const { merge } = records;
    sessions.remove = () => Promise.reject(new Error('The disk is full'));
    await expect(rig.sessions.remove([session.id])).rejects.toThrow('The disk is full');
    expect(await rig.sessions.ids()).toEqual([session.id]);
    expect(await rig.sessions.undoRemove()).toBe(0);
    sessions.remove = remove;
    const removed = await rig.sessions.remove([session.id]);
    records.merge = () => Promise.reject(new Error('The disk is full'));
    await expect(removed.undo()).rejects.toThrow('The disk is full');
    records.merge = merge;
    expect(await rig.sessions.undoRemove()).toBe(1);
    expect(await rig.sessions.ids()).toEqual([session.id]);
    await rig.close();
  });

  it('whose undo fails in its middle shows what came back', async () => {
    const rig = await openRig();
    await rig.stores.records.merge(manyRecords(120, 1));
    const removed = await rig.sessions.remove(await rig.sessions.ids());
    const votes = async () => (await rig.standings.board(BOARD_DEFAULTS)).votes;
    expect(await votes()).toBe(0);
    const { records } = rig.stores;
    const { merge } = records;
    let merged = 0;
    records.merge = some =>
      merged++ === 1 ? Promise.reject(new Error('The disk is full')) : merge(some);
    await expect(removed.undo()).rejects.toThrow('The disk is full');
    const half = await votes();
    expect(half).toBeGreaterThan(0);
    await removed.undo();
    expect(await votes()).toBeGreaterThan(half);
    await rig.close();
  });

  it('of many tells the leaderboard once', async () => {
    const rig = await openRig();
    const many = manyRecords(120, 1);
    await rig.stores.records.merge(many);
    let changes = 0;
    rig.standings.onChange(() => changes++);
    const removed = await rig.sessions.remove(await rig.sessions.ids());
    await Promise.resolve();
    expect(changes).toBe(1);
    await removed.undo();
    expect(await rig.sessions.tally()).toEqual({ sessions: 120, turns: 120, votes: 60 });
    for (const record of many)
      expect(await rig.stores.records.get(record.session.id)).toEqual(record);
    await rig.close();
  });
});
