import { describe, expect, it } from 'vitest';
import { BotError, type ReplyPart } from '../../../../src/bots/bot.ts';
import type { ReplyId } from '../../../../src/core/model.ts';
import { aSpec, openRig } from '../../../support/appRig.ts';
import { gateway } from '../../../support/gateway.ts';
import { replyOf } from '../../../support/partsBot.ts';

describe('thoughts', () => {
  it('stream apart from the text, are stored, and are not fed back', async () => {
    const rig = await openRig({
      settings: { bots: [aSpec('Ant')] },
      script: () => [{ think: 'Is ' }, { think: 'it?' }, { say: 'Yes' }, { say: '.' }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const [reply] = await rig.ended(session);
    expect(reply).toMatchObject({ text: 'Yes.', thinking: 'Is it?', state: { kind: 'done' } });
    expect(
      rig.events.flatMap(event => (event.kind === 'delta' ? [[event.text, event.thinking]] : [])),
    ).toEqual([
      ['', 'Is '],
      ['', 'it?'],
      ['Yes', ''],
      ['.', ''],
    ]);
    const [stored] = await rig.stores.turns.ofSession(session.id);
    expect(stored?.replies[0]).toMatchObject({ text: 'Yes.', thinking: 'Is it?' });
    await rig.arena.startTurn(session.id, 'And?');
    await rig.ended(session);
    expect(JSON.stringify(rig.bots.get('Ant')?.asked[1]?.messages)).not.toContain('Is it?');
    await rig.close();
  });

  it('stay with the text in a reply that fails or is stopped, and go when it is asked again', async () => {
    const { wait } = gateway();
    let fails = true;
    const rig = await openRig({
      settings: { bots: [aSpec('Ant')] },
      script: () =>
        fails
          ? [{ think: 'hm' }, { say: 'half' }, { fail: 'processDied' }]
          : [{ think: 'so' }, { wait }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const [failed] = await rig.ended(session);
    expect(failed).toMatchObject({ text: 'half', thinking: 'hm', state: { code: 'processDied' } });
    fails = false;
    await rig.arena.retry(session.id, failed?.id as ReplyId);
    const [again] = (await rig.lastTurn(session)).replies;
    expect(again).toMatchObject({ text: '', state: { kind: 'queued' } });
    expect(again?.thinking).toBeUndefined();
    while ((await rig.lastTurn(session)).replies[0]?.thinking === undefined)
      await new Promise(resolve => setTimeout(resolve, 2));
    await rig.arena.stopReply(session.id, failed?.id as ReplyId);
    expect((await rig.ended(session))[0]).toMatchObject({
      text: '',
      thinking: 'so',
      state: { kind: 'stopped' },
    });
    await rig.close();
  });
});

describe('the end of a reply', () => {
  it('tells how many turns the model was not shown', async () => {
    const rig = await openRig({
      script: name => [{ say: 'x' }, { leaveOut: name === 'Ant' ? 2 : 0 }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const [ant, bee] = await rig.ended(session);
    expect(ant?.leftOutTurns).toBe(2);
    expect(bee && 'leftOutTurns' in bee).toBe(false);
    await rig.close();
  });

  it.each([
    ['stop', [], 'The model ended its answer without a word.'],
    ['length', [], 'The model ended its answer without a word.'],
    ['stop', ['hm'], 'The model only thought, and ended before it answered.'],
    [
      'length',
      ['hm'],
      'The model was still thinking when it had no more tokens for its answer (maxTokens is 5).',
    ],
  ] as const)('without text is a failure: %s after %j', async (finish, thoughts, message) => {
    const parts: ReplyPart[] = [
      { kind: 'started' },
      ...thoughts.map(text => ({ kind: 'thinking', text }) as const),
      { kind: 'end', finish, timings: { waitMs: 0, firstTokenMs: 0, totalMs: 0 } },
    ];
    const reply = await replyOf(parts);
    expect(reply.state).toEqual({ kind: 'failed', code: 'emptyAnswer', message });
    expect(reply.thinking ?? '').toBe(thoughts.join(''));
  });

  it.each(['stopped', 'failed'] as const)(
    'may come early: a %s reply keeps how many turns were left out',
    async how => {
      const stop = new AbortController();
      const parts: ReplyPart[] = [
        { kind: 'started', leftOutTurns: 3 },
        { kind: 'text', text: 'half' },
      ];
      const onEnd = (): void => {
        if (how === 'failed') throw new BotError('processDied', 'as ordered');
        stop.abort();
      };
      const reply = await replyOf(parts, { signal: stop.signal, onEnd });
      expect(reply).toMatchObject({ text: 'half', leftOutTurns: 3, state: { kind: how } });
      expect(reply.tokens).toBeUndefined();
    },
  );
});
