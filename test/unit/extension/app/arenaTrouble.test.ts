import { describe, expect, it } from 'vitest';
import { openRig } from '../../../support/appRig.ts';
import { gateway } from '../../../support/gateway.ts';

describe('when the store fails', () => {
  it('a reply that could not be stored says so, and does not block its session', async () => {
    const rig = await openRig();
    const session = await rig.sessions.begin();
    const watching = rig.arena.sessions.watch(session.id);
    const { saveReply } = rig.stores.turns;
    rig.stores.turns.saveReply = () => Promise.reject(new Error('The disk is full'));
    await rig.arena.startTurn(session.id, 'Hi');
    const [ant] = await rig.ended(session);
    expect(ant).toMatchObject({
      text: 'Hello from Ant',
      state: { kind: 'failed', code: 'notSaved' },
    });
    rig.stores.turns.saveReply = saveReply;
    watching.dispose();
    // Loaded anew, from a store that never heard of its end.
    const { turns, gate } = await rig.arena.snapshot(session.id);
    expect(turns[0]?.replies[0]?.state).toMatchObject({ kind: 'failed', code: 'interrupted' });
    expect(gate.ask).toBe('open');
    await rig.close();
  });

  it('a turn that could not be stored leaves the session as it was', async () => {
    const rig = await openRig();
    const session = await rig.sessions.begin();
    const { add } = rig.stores.turns;
    rig.stores.turns.add = () => Promise.reject(new Error('The disk is full'));
    await expect(rig.arena.startTurn(session.id, 'Hi')).rejects.toThrow('The disk is full');
    rig.stores.turns.add = add;
    await rig.arena.startTurn(session.id, 'Hi again');
    expect((await rig.ended(session))[0]?.text).toBe('Hello from Ant');
    expect((await rig.sessions.list('todo', { offset: 0, limit: 1 }))[0]?.title).toBe('Hi again');
    await rig.close();
  });
});

describe('a deleted session', () => {
  it('stops what runs in it and lets nothing start any more', async () => {
    const { wait } = gateway();
    const rig = await openRig({ script: () => [{ say: 'a' }, { wait }] });
    const session = await rig.sessions.begin();
    const starting = rig.arena.startTurn(session.id, 'Hi');
    const removing = rig.sessions.remove([session.id]);
    await Promise.allSettled([starting, removing]);
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(rig.planner.running).toBe(0);
    await rig.close();
  });
});

describe('memory', () => {
  it('keeps a session while it is watched or answers, and no longer', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({ script: () => [{ wait }, { say: 'x' }] });
    const session = await rig.sessions.begin();
    const watching = rig.arena.sessions.watch(session.id);
    await rig.arena.startTurn(session.id, 'Hi');
    watching.dispose();
    expect([...rig.arena.sessions.all()]).toHaveLength(1);
    const over = new Promise<void>(resolve => {
      let ends = 0;
      rig.arena.onEvent(event => {
        if (event.kind === 'reply' && event.reply.state.kind === 'done' && ++ends === 2) resolve();
      });
    });
    open();
    await over;
    await new Promise(resolve => setTimeout(resolve, 0));
    expect([...rig.arena.sessions.all()]).toEqual([]);
    await rig.close();
  });
});
