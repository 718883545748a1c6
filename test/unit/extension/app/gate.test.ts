import { describe, expect, it } from 'vitest';
import type { Session, Turn, TurnId, Vote } from '../../../../src/core/model.ts';
import { gateOf } from '../../../../src/extension/app/gate.ts';
import { aReply, aSession, aTurn, aVote } from '../../../support/builders.ts';

const failure = { kind: 'failed', code: 'timeout', message: '' } as const;
const gate = (
  session: Partial<Session>,
  turns: readonly Turn[] = [],
  votes: readonly Vote[] = [],
  trusted = true,
) => gateOf({ session: aSession(session), turns, votes, trusted });
const answering = aTurn({ replies: [aReply(), aReply({ state: { kind: 'streaming' } })] });
const allFailed = aTurn({ replies: [aReply({ text: '', state: failure })] });

describe('the gate of a session', () => {
  it('opens for the first prompt', () => {
    expect(gate({})).toMatchObject({ ask: 'open', vote: 'nothingYet' });
  });

  it.each(['session', 'reply'] as const)(
    'is busy while a bot answers (%s mode)',
    annotationMode => {
      expect(gate({ annotationMode }, [answering])).toMatchObject({ ask: 'busy', vote: 'busy' });
    },
  );

  it('lets a session be voted on at any time, and closes it then', () => {
    expect(gate({}, [aTurn()])).toMatchObject({ ask: 'open', vote: 'open' });
    expect(gate({ annotatedAt: 1 }, [aTurn()])).toMatchObject({
      ask: 'annotated',
      vote: 'annotated',
    });
  });

  it('locks the input in reply mode until the last turn is voted on', () => {
    const voted = aVote({ kind: 'allGood' }, { turnId: aTurn().id });
    expect(gate({ annotationMode: 'reply' }, [aTurn()])).toMatchObject({
      ask: 'voteFirst',
      vote: 'open',
    });
    expect(gate({ annotationMode: 'reply' }, [aTurn()], [voted])).toMatchObject({
      ask: 'open',
      vote: 'cast',
    });
  });

  it('neither asks for a vote on a turn nobody answered nor lets it block', () => {
    expect(gate({ annotationMode: 'reply' }, [allFailed])).toMatchObject({
      ask: 'open',
      vote: 'nothingYet',
    });
    expect(gate({ annotationMode: 'session' }, [allFailed])).toMatchObject({
      ask: 'open',
      vote: 'nothingYet',
    });
  });

  it('takes no prompt without bots or trust, but still a vote', () => {
    expect(gate({ seats: [] }).ask).toBe('noBots');
    expect(gate({}, [aTurn()], [], false)).toMatchObject({ ask: 'untrusted', vote: 'open' });
  });

  it('names the seats that can win: those that answered what is judged', () => {
    const silent = aReply({ seat: 'B', text: '', state: failure });
    const half = aTurn({ index: 1, id: 't2' as TurnId, replies: [aReply(), silent] });
    expect(gate({}, [aTurn(), half]).winners).toEqual(['A', 'B']);
    expect(gate({ annotationMode: 'reply' }, [aTurn(), half]).winners).toEqual(['A']);
  });

  it('lets the last turn be asked again until it is voted on or the session is closed', () => {
    const { id } = aTurn();
    const voted = aVote({ kind: 'allGood' }, { turnId: id });
    expect(gate({}, [aTurn()]).retryIn).toBe(id);
    expect(gate({ annotationMode: 'reply' }, [aTurn()], [voted]).retryIn).toBeUndefined();
    expect(gate({ annotatedAt: 1 }, [aTurn()]).retryIn).toBeUndefined();
    expect(gate({}, [aTurn()], [], false).retryIn).toBeUndefined();
  });
});
