import { describe, expect, it } from 'vitest';
import type { SessionId, TurnId, Verdict } from '../../../../src/core/model.ts';
import type { Ballot } from '../../../../src/core/ranking/ballot.ts';
import { judgedItems, repeatedJudgements } from '../../../../src/core/ranking/judgedAlike.ts';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import { hash } from '../../../support/hashing.ts';
import { ballot, options, side } from './someBallots.ts';

const on = (voter: string, session: string, winner: string, turn?: string): Ballot =>
  ballot({
    voter,
    sessionId: session as SessionId,
    asked: 'what?',
    ...(turn === undefined ? {} : { turnId: turn as TurnId }),
    verdict: { kind: 'best', winner },
  });
const said = (...verdicts: readonly Verdict[]): (string | undefined)[] => {
  const shown = side('Ant', 'Bee', 'Cat');
  const votes = verdicts.map((verdict, i) =>
    ballot({ voter: `v${i}`, verdict, shown, sessionId: 's' as SessionId, asked: 'what?' }),
  );
  return judgedItems(votes).flatMap(item => [...item.values()]);
};

describe('judgedItems', () => {
  it('puts together what several voters said of one turn or session', () => {
    const votes = [
      on('ada', 's', 'A'),
      on('bo', 's', 'B'),
      on('ada', 's', 'A', 't1'),
      on('ada', 'other', 'A'),
      ballot({ voter: 'bo' }),
    ];
    expect(judgedItems(votes).map(item => Object.fromEntries(item))).toEqual([
      { ada: 'A', bo: 'B' },
    ]);
  });

  it('knows nothing of votes on whole sessions without their turns, nor of other bots', () => {
    const unasked = (vote: Ballot): Ballot => ({ ...vote, asked: undefined });
    const twoVoters = [on('ada', 's', 'A'), on('bo', 's', 'B')];
    expect(judgedItems(twoVoters)).toHaveLength(1);
    expect(judgedItems(twoVoters.map(unasked))).toEqual([]);
    const others = { ...on('bo', 's', 'B'), shown: side('Ant', 'Cat') };
    expect(judgedItems([on('ada', 's', 'A'), others])).toEqual([]);
  });

  it('takes the last of several votes of one voter, who agrees with nobody alone', () => {
    expect(judgedItems([on('ada', 's', 'A'), on('ada', 's', 'B')])).toEqual([]);
    const [item] = judgedItems([on('ada', 's', 'A'), on('bo', 's', 'A'), on('ada', 's', 'B')]);
    expect(item?.get('ada')).toBe('B');
  });

  it('goes by who is not worse than anybody', () => {
    const [best, first, all, none, tied, level] = said(
      { kind: 'best', winner: 'B' },
      { kind: 'ranking', order: [['B'], ['C', 'A']] },
      { kind: 'allGood' },
      { kind: 'allBad' },
      { kind: 'ranking', order: [['C', 'A'], ['B']] },
      { kind: 'ranking', order: [['C', 'B', 'A']] },
    );
    expect(best).toBe(first);
    expect(level).toBe(all);
    expect(new Set([best, all, none, tied]).size).toBe(4);
  });
});

describe('repeatedJudgements', () => {
  it('finds the same prompts with the same bots, in whatever seats and session', () => {
    const votes = [
      ballot({ asked: 'p', shown: side('Ant', 'Bee'), verdict: { kind: 'best', winner: 'A' } }),
      ballot({ asked: 'p', shown: side('Bee', 'Ant'), verdict: { kind: 'best', winner: 'B' } }),
      ballot({ asked: 'p', shown: side('Bee', 'Cat') }),
      ballot({ asked: 'q', shown: side('Ant', 'Bee') }),
      ballot({ asked: 'q', voter: 'bo' }),
      ballot({}),
    ];
    const [first, second, third, ...rest] = repeatedJudgements(votes, ({ name }) => name);
    expect(second).toEqual(first);
    expect(third?.pair).not.toBe(first?.pair);
    expect(rest).toEqual([]);
  });
});

describe('the board', () => {
  it('tells how far voters agree with each other and with themselves', () => {
    const winners = ['A', 'A', 'B', 'B', 'A', 'B', 'A', 'B', 'A', 'B'];
    const votes = winners.flatMap((winner, i) => [
      { ...on('ada', `s${i}`, winner), asked: `p${i >> 1}` },
      { ...on('bo', `s${i}`, i === 9 ? 'A' : winner), asked: `p${i}` },
    ]);
    const { agreement, voters } = makeBoard(votes, options(), hash);
    // Nine of ten alike, half of them by chance: Cohen's kappa is 0.8.
    expect(agreement).toMatchObject({ voters: ['ada', 'bo'], items: 10 });
    expect(agreement.kappa[0]?.[1]).toBeCloseTo(0.8, 9);
    expect(agreement.shared[0]?.[1]).toBe(10);
    // AA BB AB AB AB: two of five prompts were judged alike.
    expect(voters.map(({ name, consistency }) => [name, consistency])).toEqual([
      ['ada', 0.4],
      ['bo', null],
    ]);
  });
});
