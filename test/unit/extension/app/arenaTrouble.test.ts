import { describe, expect, it, vi } from 'vitest';
import type { BotSpec } from '../../../../src/bots/botSpec.ts';
import type { Mode } from '../../../../src/core/model.ts';
import { aSpec, GENERATION, openRig } from '../../../support/appRig.ts';
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

describe('settings that change while a reply waits', () => {
  const sequential = { ...GENERATION, concurrency: 'sequential' as const };
  /** A session where Ant answers, Bee waits, and the settings change meanwhile. */
  async function replied(mode: Mode, bots: readonly BotSpec[]) {
    const { wait, open } = gateway();
    const rig = await openRig({
      settings: { mode, generation: sequential },
      script: () => [{ wait }, { say: 'x' }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    await vi.waitFor(async () => {
      expect((await rig.lastTurn(session)).replies[0]?.state.kind).toBe('streaming');
    });
    const before = rig.bots.get('Bee');
    rig.settings.current = { ...rig.settings.current, bots };
    rig.pool.keepOnly(bots);
    open();
    const replies = await rig.ended(session);
    await vi.waitFor(() => {
      expect(rig.planner.running).toBe(0);
    });
    return { rig, before, bee: replies[1] };
  }

  it('fail it if its bot is gone, or in an arena is another', async () => {
    const gone = await replied('debug', [aSpec('Ant')]);
    expect(gone.bee?.state).toMatchObject({ kind: 'failed', code: 'botMissing' });
    expect(gone.before?.asked).toEqual([]);
    expect(gone.before?.disposed).toBe(true);
    await gone.rig.close();
    const changed = [aSpec('Ant'), aSpec('Bee', { systemPrompt: 'Be brief.' })];
    const other = await replied('arena', changed);
    expect(other.bee?.state).toMatchObject({ kind: 'failed', code: 'botChanged' });
    await other.rig.close();
  });

  it('ask the bot as it is now in a debug session', async () => {
    const changed = [aSpec('Ant'), aSpec('Bee', { systemPrompt: 'Be brief.' })];
    const { rig, before, bee } = await replied('debug', changed);
    expect(bee?.state.kind).toBe('done');
    expect(before?.asked).toEqual([]);
    expect(before?.disposed).toBe(true);
    expect(rig.bots.get('Bee')?.asked[0]?.messages[0]?.text).toBe('Be brief.');
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
