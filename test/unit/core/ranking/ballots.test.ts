import { describe, expect, it } from 'vitest';
import type {
  Reply,
  Seat,
  Session,
  Turn,
  TurnId,
  Vote,
  VoteId,
} from '../../../../src/core/model.ts';
import type { Ballot } from '../../../../src/core/ranking/ballot.ts';
import { ballotsOf } from '../../../../src/core/ranking/ballots.ts';
import { aSession, aTurn, aVote } from '../../../support/builders.ts';
import { randomRecords } from '../../../support/randomRecords.ts';

const WINNER = { kind: 'best', winner: 'A' } as const;
const turnWith = (
  texts: Readonly<Record<Seat, Partial<Reply>>>,
  change: Partial<Turn> = {},
): Turn => {
  const turn = aTurn(change);
  const replies = turn.replies.map(reply => ({ ...reply, ...texts[reply.seat] }));
  return { ...turn, replies };
};
/** The one ballot of one vote on one turn. */
function judged(
  texts: Readonly<Record<Seat, Partial<Reply>>>,
  vote: Partial<Vote> = {},
  session: Partial<Session> = {},
): Ballot {
  const [ballot] = ballotsOf({
    session: aSession(session),
    turns: [turnWith(texts)],
    votes: [aVote(WINNER, vote)],
  });
  if (!ballot) throw new Error('no ballot');
  return ballot;
}
const LONG = 'By scent, and by touching.';

describe('ballotsOf', () => {
  it('tells all that a board may ask about a vote', () => {
    const ballot = judged(
      { A: { text: '# Ants\n- by **scent**\n- by touch' }, B: { text: LONG, timings: undefined } },
      { blind: true },
      { tags: ['red'] },
    );
    expect(ballot).toMatchObject({
      id: 'vote-1',
      sessionId: 'session-1',
      title: 'How do ants talk?',
      voter: 'me',
      verdict: WINNER,
      blind: true,
      flags: [],
      tags: ['red'],
      annotationMode: 'session',
      language: 'English',
    });
    expect(ballot.turnIndex).toBeUndefined();
    const [a, b] = ballot.shown;
    expect(a).toMatchObject({ seat: 'A', name: 'Ant', sampling: { temperature: 0.8 } });
    expect(a?.answer).toEqual({
      characters: 32,
      headers: 1,
      lists: 2,
      bold: 1,
      tokens: 4,
      tokensPerSecond: 30,
      totalMs: 121,
    });
    expect(b?.answer).toMatchObject({ characters: 26, totalMs: undefined });
  });

  it('has no text in it', () => {
    expect(JSON.stringify(judged({ A: { text: 'SECRET words' } }))).not.toContain('SECRET');
  });

  it('adds up what was judged: all turns by a session vote, one turn by a vote on it', () => {
    const turns = [0, 1].map(index =>
      turnWith(
        {
          A: {
            text: LONG,
            timings: { waitMs: 0, firstTokenMs: 1, totalMs: 50, tokensPerSecond: 10 * (index + 1) },
          },
        },
        { id: `turn-${index}` as TurnId, index },
      ),
    );
    const votes = [
      aVote(WINNER, { id: 'v1' as VoteId }),
      aVote(WINNER, { id: 'v2' as VoteId, turnId: 'turn-1' as TurnId }),
    ];
    const [whole, second] = ballotsOf({ session: aSession(), turns, votes });
    expect(whole?.shown[0]?.answer).toMatchObject({
      characters: 52,
      tokensPerSecond: 15,
      totalMs: 100,
    });
    expect(second?.shown[0]?.answer).toMatchObject({
      characters: 26,
      tokensPerSecond: 20,
      totalMs: 50,
    });
    expect([whole?.turnIndex, second?.turnIndex]).toEqual([undefined, 1]);
    expect(whole?.asked).not.toBe(second?.asked);
  });

  it('counts no thinking, neither in the text nor in the tokens', () => {
    const ballot = judged({
      A: { text: '<think>Hmm, well.</think>By scent, of course.' },
      B: { text: LONG, thinking: 'Hmm.' },
    });
    expect(ballot.shown[0]?.answer?.characters).toBe('By scent, of course.'.length);
    expect(ballot.shown[1]?.answer?.tokens).toBeUndefined();
  });

  it('makes none of debug sessions, nor of votes that others supersede', () => {
    const turns = [aTurn()];
    const votes = [aVote(WINNER)];
    expect(ballotsOf({ session: aSession({ mode: 'debug' }), turns, votes })).toEqual([]);
    const later = aVote({ kind: 'allBad' }, { id: 'v2' as VoteId, supersedes: 'vote-1' as VoteId });
    const found = ballotsOf({ session: aSession(), turns, votes: [...votes, later] });
    expect(found.map(({ id }) => id)).toEqual(['v2']);
  });

  it('asks the same of the same prompts in any session', () => {
    expect(judged({}).asked).toBe(judged({ A: { text: LONG } }, {}, { title: 'Other' }).asked);
    expect(judged({}).asked).toBeDefined();
  });

  it('asks the same only where all prompts before were the same too', () => {
    const askedOf = (...prompts: readonly string[]): string | undefined => {
      const turns = prompts.map((prompt, index) =>
        turnWith({}, { id: `t${index}` as TurnId, index, prompt }),
      );
      const turnId = `t${prompts.length - 1}` as TurnId;
      return ballotsOf({ session: aSession(), turns, votes: [aVote(WINNER, { turnId })] })[0]
        ?.asked;
    };
    expect(askedOf('A poem', 'continue')).toBe(askedOf('A poem', 'continue'));
    expect(askedOf('Some SQL', 'continue')).not.toBe(askedOf('A poem', 'continue'));
    expect(askedOf('ab', 'c')).not.toBe(askedOf('a', 'bc'));
  });

  it('takes what the generator of records makes', () => {
    for (const record of randomRecords(200, 5)) {
      for (const { shown, language } of ballotsOf(record)) {
        expect(shown.length).toBeGreaterThan(0);
        expect(language === undefined).toBe(record.turns.length === 0);
      }
    }
  });
});

describe('flags of votes cast here', () => {
  const flags = (texts: Parameters<typeof judged>[0], vote: Partial<Vote> = {}, origin?: string) =>
    judged(texts, vote, origin === undefined ? {} : { origin }).flags;
  const leak = { A: { text: 'I am Vicuna, a language model.' }, B: { text: LONG } };

  it('tell of a name in an answer only where names were hidden', () => {
    expect(flags(leak, { blind: true })).toEqual(['leakedIdentity']);
    expect(flags(leak, { blind: false })).toEqual([]);
  });

  it('tell of error messages, failures, and replies that were not finished', () => {
    expect(flags({ A: { text: '**API REQUEST ERROR** Reason: x' } })).toEqual(['errorText']);
    const failed = { kind: 'failed', code: 'timeout', message: '' } as const;
    expect(flags({ A: { text: '', state: failed }, B: { text: LONG } })).toEqual(['errorText']);
    expect(flags({ B: { text: 'By scent and so▌' } })).toEqual(['unfinished']);
  });

  it('tell of replies that were stopped or still came, but not of those that reached their limit', () => {
    const state = (of: Reply['state']) => flags({ B: { text: LONG, state: of } });
    for (const kind of ['stopped', 'queued', 'streaming'] as const) {
      expect(state({ kind })).toEqual(['unfinished']);
    }
    expect(state({ kind: 'done', finish: 'length' })).toEqual([]);
  });

  it('find names as words of their own, and everyday words only as the name is written', () => {
    const leaks = (text: string) =>
      flags({ A: { text } }, { blind: true }).includes('leakedIdentity');
    expect(['Palm trees and bards', 'The Bardo Thodol', 'hermes'].filter(leaks)).toEqual([]);
    const named = ['I am PaLM 2.', '我是qwen模型', 'gpt-4o wrote it', 'Qwen2.5 here', '(Claude)'];
    expect(named.filter(leaks)).toEqual(named);
  });

  it('tell of answers that are all too short', () => {
    expect(flags({ A: { text: 'No.' }, B: { text: '九个汉字刚好太短的' } })).toEqual(['tooShort']);
    expect(flags({ A: { text: 'No.' }, B: { text: '1234567890' } })).toEqual([]);
  });

  it('add to those that were stored, and leave those of imported votes alone', () => {
    expect(flags(leak, { blind: true, flags: ['banned'] })).toEqual(['banned', 'leakedIdentity']);
    expect(flags(leak, { blind: true, flags: ['banned'] }, 'fastchat-log')).toEqual(['banned']);
  });

  it('take no vote for too short whose answers are not there', () => {
    const empty = { A: { text: '' }, B: { text: '' } };
    expect(flags(empty, {}, 'fastchat-battles')).toEqual([]);
    expect(judged(empty, {}, { origin: 'fastchat-battles' }).shown[0]?.answer).toBeUndefined();
    expect(flags(empty)).toEqual(['tooShort']);
  });

  it('stay apart when votes on several turns look at the same reply', () => {
    const turns = [
      turnWith(leak),
      turnWith({ A: { text: LONG }, B: { text: LONG } }, { id: 't2' as TurnId, index: 1 }),
    ];
    const votes = [
      aVote(WINNER, { id: 'v1' as VoteId, turnId: 't2' as TurnId, blind: true }),
      aVote(WINNER, { id: 'v2' as VoteId, blind: true }),
      aVote(WINNER, { id: 'v3' as VoteId, blind: false, voter: { kind: 'human', name: 'bo' } }),
    ];
    const ballots = ballotsOf({ session: aSession(), turns, votes });
    expect(ballots.map(ballot => ballot.flags)).toEqual([[], ['leakedIdentity'], []]);
  });
});
