import { describe, expect, it } from 'vitest';
import type { SessionId, Verdict } from '../../../../src/core/model.ts';
import type { Ballot } from '../../../../src/core/ranking/ballot.ts';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import type { BoardOptions } from '../../../../src/core/ranking/options.ts';
import { votesBehind, type VotesCell } from '../../../../src/core/ranking/votesBehind.ts';
import { hash } from '../../../support/hashing.ts';
import { ballot, DAY, options, side, simulated, START, wins } from './someBallots.ts';

const behind = (votes: readonly Ballot[], cell: VotesCell, change: Partial<BoardOptions> = {}) =>
  votesBehind(votes, options({ groupBy: 'name', ...change }), cell);
const ids = (...args: Parameters<typeof behind>) => behind(...args).votes.map(({ id }) => id);

const best = (id: string, winner: string, change: Partial<Ballot> = {}) =>
  ballot({ id, verdict: { kind: 'best', winner }, shown: side('Ant', 'Bee', 'Cat'), ...change });

describe('votesBehind', () => {
  const votes = [
    best('ant', 'A', { castAt: START }),
    best('bee', 'B', { castAt: START + 1, voter: 'bo' }),
    ballot({ id: 'tie', verdict: { kind: 'allGood' }, castAt: START + 2 }),
    best('flagged', 'A', { flags: ['errorText'], castAt: START + DAY }),
  ];

  it('finds the counted votes, newest first', () => {
    expect(ids(votes, {})).toEqual(['tie', 'bee', 'ant']);
    expect(behind(votes, {}).total).toBe(3);
  });

  it('finds those of a bot, of a pair, and by what they said', () => {
    expect(ids(votes, { a: 'Cat' })).toEqual(['bee', 'ant']);
    expect(ids(votes, { a: 'Ant', outcome: 'win' })).toEqual(['ant']);
    expect(ids(votes, { a: 'Ant', outcome: 'loss' })).toEqual(['bee']);
    expect(ids(votes, { a: 'Ant', b: 'Bee', outcome: 'tie' })).toEqual(['tie']);
    // Losers are not compared with each other.
    expect(ids(votes, { a: 'Bee', b: 'Cat' })).toEqual(['bee']);
    expect(ids(votes, { b: 'Cat', outcome: 'win' })).toEqual(['bee', 'ant']);
  });

  it('finds those of a voter and of a day', () => {
    expect(ids(votes, { voter: 'bo' })).toEqual(['bee']);
    expect(ids(votes, { day: '2026-01-31' })).toHaveLength(3);
    expect(ids(votes, { day: '2026-02-01' })).toEqual([]);
    expect(ids(votes, { voter: 'bo', a: 'Ant', outcome: 'win' })).toEqual([]);
  });

  it('finds what is left out, by its reason', () => {
    expect(ids(votes, { excluded: 'errorText' })).toEqual(['flagged']);
    expect(behind(votes, { excluded: 'errorText' }).votes[0]?.counted).toBe(false);
    expect(ids(votes, { excluded: 'voter' }, { excludedVoters: ['bo'] })).toEqual(['bee']);
    expect(ids(votes, {}, { excludedVoters: ['bo'] })).toEqual(['tie', 'ant']);
  });

  it('finds what two voters both judged', () => {
    const on = (id: string, voter: string, session: string) =>
      ballot({ id, voter, sessionId: session as SessionId, asked: 'what?' });
    const shared = [
      on('1', 'ada', 's'),
      on('2', 'bo', 's'),
      on('3', 'ada', 't'),
      on('4', 'cy', 's'),
    ];
    expect(ids(shared, { voter: 'ada', otherVoter: 'bo' })).toEqual(['1', '2']);
    expect(ids(shared, { voter: 'ada', otherVoter: 'dan' })).toEqual([]);
  });

  it.each<[Verdict, string]>([
    [{ kind: 'best', winner: 'B' }, 'Bee > Ant, Cat'],
    [{ kind: 'allGood' }, 'Ant = Bee = Cat'],
    [{ kind: 'allBad' }, '✗ Ant = Bee = Cat'],
    [{ kind: 'ranking', order: [['C'], ['A', 'B']] }, 'Cat > Ant = Bee'],
  ])('says what was voted: %j', (verdict, text) => {
    const { votes: found } = behind([ballot({ verdict, shown: side('Ant', 'Bee', 'Cat') })], {});
    expect(found[0]).toMatchObject({ outcome: text, shown: ['Ant', 'Bee', 'Cat'] });
  });

  it('lists 200 and counts all', () => {
    const many = wins('Ant', 'Bee', 450);
    const { total, votes: found } = behind(many, { a: 'Ant', b: 'Bee', outcome: 'win' });
    expect([total, found.length]).toEqual([450, 200]);
    expect(found[0]?.castAt).toBe(START + 449);
  });

  it('finds as many as the cells of the board say', () => {
    const many = simulated(4, 300);
    const chosen = options();
    const board = makeBoard(many, chosen, hash);
    for (const [i, a] of board.bots.entries()) {
      const total = (cell: VotesCell) => votesBehind(many, chosen, cell).total;
      expect(total({ a: a.key })).toBe(a.votes);
      expect(total({ a: a.key, outcome: 'win' })).toBe(a.wins);
      expect(total({ a: a.key, outcome: 'tie' })).toBe(a.ties);
      for (const [j, b] of board.bots.entries()) {
        if (i !== j) expect(total({ a: a.key, b: b.key })).toBe(board.counts[i]?.[j]);
      }
    }
    for (const voter of board.voters) {
      expect(votesBehind(many, chosen, { voter: voter.name }).total).toBe(voter.votes);
    }
    for (const { day, voter, votes: count } of board.days) {
      expect(votesBehind(many, chosen, { day, voter }).total).toBe(count);
    }
  });
});
