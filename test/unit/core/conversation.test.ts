import { describe, expect, it } from 'vitest';
import { conversationOf } from '../../../src/core/conversation.ts';
import type { Reply, TurnId } from '../../../src/core/model.ts';
import { aReply, aTurn } from '../../support/builders.ts';

const turn = (index: number, a: Partial<Reply>, b: Partial<Reply> = {}) =>
  aTurn({
    id: `t${index}` as TurnId,
    index,
    prompt: `question ${index}`,
    replies: [aReply({ seat: 'A', ...a }), aReply({ seat: 'B', text: 'from B', ...b })],
  });
const next = { index: 9, prompt: 'and now?' };
const texts = (messages: readonly { role: string; text: string }[]) =>
  messages.map(({ role, text }) => `${role}: ${text}`);

describe('conversationOf', () => {
  it("gives a seat its own replies, never another seat's", () => {
    const turns = [turn(0, { text: 'first' }), turn(1, { text: 'second' })];
    expect(texts(conversationOf('A', turns, next, 'Be brief.'))).toEqual([
      'system: Be brief.',
      'user: question 0',
      'assistant: first',
      'user: question 1',
      'assistant: second',
      'user: and now?',
    ]);
  });

  it('leaves out a failed turn whole, so that no failure is quoted back', () => {
    const failure = { kind: 'failed', code: 'timeout', message: 'silence' } as const;
    const turns = [turn(0, { text: 'half', state: failure }), turn(1, { text: 'fine' })];
    expect(texts(conversationOf('A', turns, next))).toEqual([
      'user: question 1',
      'assistant: fine',
      'user: and now?',
    ]);
  });

  it('keeps what a stopped reply had said', () => {
    const turns = [
      turn(0, { text: 'stopped here', state: { kind: 'stopped' } }),
      turn(1, { text: '', state: { kind: 'stopped' } }),
    ];
    expect(texts(conversationOf('A', turns, next))).toEqual([
      'user: question 0',
      'assistant: stopped here',
      'user: and now?',
    ]);
  });

  it('does not feed back what a model thought, which replies of other programs have in their text', () => {
    const turns = [
      turn(0, { text: '<think>Is it?\n</think>\n\nYes.' }),
      turn(1, { text: ' <think>I was cut off' }),
      turn(2, { text: 'Write <think> and </think>.', thinking: 'apart' }),
    ];
    expect(texts(conversationOf('A', turns, next))).toEqual([
      'user: question 0',
      'assistant: Yes.',
      'user: question 2',
      'assistant: Write <think> and </think>.',
      'user: and now?',
    ]);
  });

  it('takes only what came before the turn that is asked again', () => {
    const turns = [turn(0, { text: 'first' }), turn(1, { text: 'to be asked again' })];
    expect(texts(conversationOf('A', turns, { index: 1, prompt: 'question 1' }))).toEqual([
      'user: question 0',
      'assistant: first',
      'user: question 1',
    ]);
  });
});
