import { describe, expect, it } from 'vitest';
import { reply, session, turn, vote } from '../../../src/core/schemas.ts';
import { aReply, aSession, aTurn, aVote } from '../../support/builders.ts';

describe('the schemas of the model', () => {
  it.each([
    ['session', session, aSession({ annotatedAt: 7 })],
    ['turn', turn, aTurn()],
    ['reply', reply, aReply({ state: { kind: 'failed', code: 'timeout', message: 'silence' } })],
    ['vote on the session', vote, aVote({ kind: 'best', winner: 'A' }, { comment: 'clear' })],
    ['vote on a turn', vote, aVote({ kind: 'allBad' }, { turnId: aTurn().id })],
  ] as const)('let a %s pass unchanged', (_, schema, value) => {
    expect(schema.parse(value)).toEqual(value);
  });

  it.each([8.64e15 + 1, 8.9e15, -1, 1.5, NaN, Infinity])(
    'take %s for no time, as no calendar has it',
    at => {
      expect(session.safeParse(aSession({ createdAt: at })).success).toBe(false);
      expect(session.safeParse(aSession({ updatedAt: at })).success).toBe(false);
      expect(session.safeParse(aSession({ annotatedAt: at })).success).toBe(false);
      expect(turn.safeParse(aTurn({ createdAt: at })).success).toBe(false);
      expect(vote.safeParse(aVote({ kind: 'allGood' }, { castAt: at })).success).toBe(false);
      expect(session.safeParse(aSession({ createdAt: 8.64e15 })).success).toBe(true);
    },
  );

  it.each([
    ['an unknown state', aReply({ state: { kind: 'thinking' } as never })],
    [
      'an unknown error code',
      aReply({ state: { kind: 'failed', code: 'oops' as never, message: '' } }),
    ],
    ['text that is no text', aReply({ text: 7 as never })],
    ['an empty id', aReply({ id: '' as never })],
  ])('refuse %s', (_, value) => {
    expect(reply.safeParse(value).success).toBe(false);
  });
});
