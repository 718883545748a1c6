import { describe, expect, it, vi } from 'vitest';
import { BotError, type MemoryNeed } from '../../../../src/bots/bot.ts';
import { aSpec, openRig, type Rig } from '../../../support/appRig.ts';
import { gateway } from '../../../support/gateway.ts';
import type { Step } from '../../../support/scriptedBot.ts';

const need = (name: string): MemoryNeed | undefined =>
  name === 'Far' ? undefined : { file: 'same.gguf', weights: 100, own: 10 };
const bots = ['Ant', 'Far', 'Bee'].map(name => aSpec(name));

describe('the row of a bot', () => {
  const never = new AbortController().signal;
  const row = async (rig: Rig, name: string) =>
    (await rig.models.rows()).find(each => each.name === name);

  it('tells how the last reply of one went that runs elsewhere', async () => {
    let fails = true;
    const { wait, open } = gateway();
    const script = (): readonly Step[] => [
      { wait },
      fails ? { fail: new BotError('unreachable', 'No server there.') } : { say: 'Hi' },
    ];
    const settings = { bots: [aSpec('Far')], mode: 'debug' as const };
    const rig = await openRig({ settings, need, script });
    expect((await row(rig, 'Far'))?.status).toEqual({ kind: 'unasked' });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    expect((await row(rig, 'Far'))?.status).toEqual({ kind: 'answering' });
    open();
    await rig.ended(session);
    const error = { code: 'unreachable', message: 'No server there.' };
    expect((await row(rig, 'Far'))?.status).toEqual({ kind: 'failed', error });
    fails = false;
    expect((await rig.models.test('Far', never)).text).toBe('Hi');
    expect((await row(rig, 'Far'))?.status).toEqual({ kind: 'answered' });
    rig.settings.current = {
      ...rig.settings.current,
      bots: [aSpec('Far', { systemPrompt: 'Be brief.' })],
    };
    rig.models.settingsChanged();
    expect((await row(rig, 'Far'))?.status, 'it is another bot now').toEqual({ kind: 'unasked' });
    await rig.close();
  });

  it('says why a file cannot be a model, but not while a vote is blind', async () => {
    const missing = new BotError('modelMissing', 'There is no such file.');
    const rig = await openRig({
      settings: { bots: bots.slice(0, 2) },
      need: name => (name === 'Ant' ? missing : { file: name, weights: 1, own: 1 }),
    });
    expect(await row(rig, 'Ant')).toMatchObject({
      status: { kind: 'failed', error: { message: 'There is no such file.' } },
    });
    expect((await row(rig, 'Far'))?.need).toBeDefined();
    const session = await rig.sessions.begin();
    const watching = rig.arena.sessions.watch(session.id);
    await rig.arena.startTurn(session.id, 'Hi');
    await rig.ended(session);
    const blind = await rig.models.rows();
    expect(blind.map(({ status, need: takes }) => [status, takes])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    watching.dispose();
    await rig.close();
  });

  it('shows the test of one that fails, and of one that is not there nothing', async () => {
    const script = (): readonly Step[] => [{ fail: new BotError('unauthorized', 'No key.') }];
    const rig = await openRig({ settings: { bots }, need, script });
    await expect(rig.models.test('Far', never)).rejects.toMatchObject({ code: 'unauthorized' });
    expect((await row(rig, 'Far'))?.status).toMatchObject({ kind: 'failed' });
    await expect(rig.models.test('Nobody', never)).rejects.toMatchObject({ code: 'unknownBot' });
    expect(rig.planner.running).toBe(0);
    await rig.close();
  });

  it('is asked briefly in a test, with its own system prompt and sampling', async () => {
    const spec = aSpec('Ant', { systemPrompt: 'Be brief.', sampling: { temperature: 0.5 } });
    const rig = await openRig({ settings: { bots: [spec] } });
    const trial = await rig.models.test('Ant', never);
    expect(trial).toMatchObject({ text: 'Hello from Ant', timings: { tokensPerSecond: 1000 } });
    expect(rig.bots.get('Ant')?.asked).toMatchObject([
      {
        messages: [
          { role: 'system', text: 'Be brief.' },
          { role: 'user', text: 'Say hello in one short sentence.' },
        ],
        sampling: { temperature: 0.5, maxTokens: 64, seed: 7 },
      },
    ]);
    await vi.waitFor(() => {
      expect(rig.planner.running).toBe(0);
    });
    await rig.close();
  });
});
