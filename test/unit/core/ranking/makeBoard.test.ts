import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Fingerprint, Verdict } from '../../../../src/core/model.ts';
import type { Ballot } from '../../../../src/core/ranking/ballot.ts';
import { board as schema, type Board } from '../../../../src/core/ranking/board.ts';
import { Z95 } from '../../../../src/core/ranking/fit/ranks.ts';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import type { BoardOptions } from '../../../../src/core/ranking/options.ts';
import { seededRandom } from '../../../../src/core/std/random.ts';
import { hash } from '../../../support/hashing.ts';
import { ballot, contestant, facts, options, side, simulated, START, wins } from './someBallots.ts';

const make = (ballots: readonly Ballot[], change: Partial<BoardOptions> = {}): Board => {
  const made = makeBoard(ballots, options(change), hash);
  // What crosses to the page must fit, so no number may be NaN or infinite.
  return z.parse(schema, made);
};
const rated = (board: Board): Record<string, number> =>
  Object.fromEntries(board.bots.map(({ name, rating }) => [name, rating]));
const warned = (board: Board): string[] => board.warnings.map(({ kind }) => kind);

describe('makeBoard', () => {
  it('is empty without votes', () => {
    const board = make([]);
    expect(board.bots).toEqual([]);
    expect(board.votes).toBe(0);
    expect(board.warnings).toEqual([]);
    expect(board.nextPair).toBeNull();
    expect(board.inputHash).toBe(hash(''));
  });

  it('rates two bots as the logit of their score says', () => {
    const board = make([...wins('Ant', 'Bee', 30), ...wins('Bee', 'Ant', 10)]);
    // 3 to 1: 400 · log10(3) points apart, around 1000.
    expect(rated(board)['Ant']).toBeCloseTo(1000 + 200 * Math.log10(3), 6);
    expect(rated(board)['Bee']).toBeCloseTo(1000 - 200 * Math.log10(3), 6);
    const [ant] = board.bots;
    expect(ant).toMatchObject({
      wins: 30,
      losses: 10,
      ties: 0,
      battles: 40,
      votes: 40,
      enough: true,
    });
    // Variance of the difference by the counts: (1/30 + 1/10) in log-odds.
    const half = Z95 * Math.sqrt(1 / 30 + 1 / 10) * (400 / Math.LN10) * 0.5;
    expect(ant?.upper).toBeCloseTo(1000 + 200 * Math.log10(3) + half, 6);
    expect(board.predicted[0]?.[1]).toBeCloseTo(0.75, 9);
    expect(board.observed[0]?.[1]).toBe(0.75);
    expect(board.counts).toEqual([
      [null, 40],
      [40, null],
    ]);
    expect(board.averageWinRate[0]?.value).toBeCloseTo(0.75, 9);
    expect(warned(board)).toEqual([]);
    expect(board.nextPair).toEqual({ a: 'Ant', b: 'Bee' });
  });

  it('gives one battle finite numbers and says that it is not enough', () => {
    const board = make(wins('Ant', 'Bee', 1));
    expect(board.bots.map(({ name, enough }) => [name, enough])).toEqual([
      ['Ant', false],
      ['Bee', false],
    ]);
    expect(warned(board)).toEqual(['unbeaten', 'winless', 'prior']);
  });

  it('shows one bot, and a bot against itself, without a battle', () => {
    const alone = make([ballot({ shown: side('Ant') })]);
    expect(alone.bots).toHaveLength(1);
    expect(alone.bots[0]).toMatchObject({ name: 'Ant', battles: 0, rating: 1000, enough: false });
    const twins = make([ballot({ shown: side('Ant', 'Ant') })]);
    expect([twins.votes, twins.battles, twins.bots.length]).toEqual([1, 0, 1]);
    expect(twins.bots[0]?.votes).toBe(1);
    expect(twins.warnings).toEqual([{ kind: 'self', battles: 1 }]);
    expect(twins.counts).toEqual([[null]]);
  });

  it('puts bots without a battle last and lets them change no other', () => {
    const fought = [...wins('Bee', 'Cat', 6), ...wins('Cat', 'Bee', 3)];
    const board = make([...fought, ballot({ shown: side('Ant', 'Ant') })]);
    expect(board.bots.map(({ name }) => name)).toEqual(['Bee', 'Cat', 'Ant']);
    expect(board.bots.map(({ rankLow, rankHigh }) => [rankLow, rankHigh])).toEqual([
      [1, 2],
      [1, 2],
      [1, 3],
    ]);
    expect(rated(board)['Bee']).toBe(rated(make(fought))['Bee']);
    expect(board.predicted[2]).toEqual([null, null, null]);
  });

  it('names the islands that no votes connect', () => {
    const pair = (a: string, b: string) => [...wins(a, b, 3), ...wins(b, a, 2)];
    const board = make([...pair('Ant', 'Bee'), ...pair('Cat', 'Dog')]);
    expect(board.warnings).toContainEqual({
      kind: 'islands',
      groups: [
        ['Ant', 'Bee'],
        ['Cat', 'Dog'],
      ],
    });
  });

  it('takes votes without a sound time', () => {
    const votes = [
      ...wins('Ant', 'Bee', 4),
      ...wins('Bee', 'Ant', 2),
      ballot({ castAt: NaN }),
      ballot({ castAt: Infinity }),
      ballot({ castAt: 0, voter: 'bo' }),
    ];
    const board = make(votes);
    expect(board.votes).toBe(9);
    expect(board.voters[1]).toMatchObject({ name: 'bo', firstAt: 0, lastAt: 0 });
    expect(board.history.map(({ at }) => at > 0 || at === 0)).not.toContain(false);
    expect(board.days).toEqual([{ day: '2026-01-31', voter: 'ada', votes: 6 }]);
    expect(board.voters[0]).toMatchObject({ firstAt: START, lastAt: START + 3 });
    expect(make([ballot({ castAt: NaN })]).choices).not.toHaveProperty('from');
  });

  it('tells of names that differ by case or blanks only', () => {
    const board = make([...wins('Ant', 'ant ', 3), ...wins('ant ', 'Bee', 3)]);
    expect(board.bots).toHaveLength(3);
    expect(board.warnings).toContainEqual({ kind: 'alike', names: ['Ant', 'ant'] });
  });

  it('tells bots of one name apart by their fingerprints', () => {
    const old = contestant('Ant', { seat: 'B', fingerprint: 'old' as Fingerprint });
    const shown = [contestant('Ant', { fingerprint: 'new' as Fingerprint }), old];
    const board = make([
      ballot({ shown }),
      ballot({ shown, verdict: { kind: 'best', winner: 'B' } }),
    ]);
    expect(board.bots.map(({ name }) => name)).toEqual(['Ant (new)', 'Ant (old)']);
    expect(make([ballot({ shown })], { groupBy: 'name' }).bots).toHaveLength(1);
  });

  it('holds the anchor at its rating, and says so where there is none', () => {
    const votes = [...wins('Ant', 'Bee', 5), ...wins('Bee', 'Ant', 3)];
    for (const method of ['bt', 'elo'] as const) {
      const board = make(votes, { method, anchor: { name: 'Bee', rating: 1200 } });
      expect(rated(board)['Bee']).toBeCloseTo(1200, 9);
      const free = rated(make(votes, { method }));
      expect((rated(board)['Ant'] ?? 0) - 1200).toBeCloseTo(
        (free['Ant'] ?? 0) - (free['Bee'] ?? 0),
        6,
      );
    }
    const board = make(votes, { anchor: { name: 'Cat', rating: 1200 } });
    expect(board.warnings).toContainEqual({ kind: 'anchorMissing', name: 'Cat' });
  });

  it('counts each battle of a vote among n as 1/(n - 1) when votes are split', () => {
    const many = Array.from({ length: 6 }, (_, i) =>
      ballot({
        shown: side('Ant', 'Bee', 'Cat'),
        verdict: { kind: 'best', winner: i < 4 ? 'A' : 'B' },
      }),
    );
    const duel = [...wins('Ant', 'Bee', 2), ...wins('Cat', 'Bee', 3), ...wins('Cat', 'Ant', 1)];
    const whole = make([...many, ...duel]);
    const split = make([...many, ...duel], { weighting: 'split' });
    // The same as each duel twice, at twice the weight of a battle of a three-way vote.
    const doubled = make([...many, ...duel, ...duel.map(vote => ({ ...vote, id: `${vote.id}'` }))]);
    expect(split.battles).toBe(whole.battles);
    expect(rated(split)['Ant']).not.toBeCloseTo(rated(whole)['Ant'] ?? 0, 1);
    for (const [name, rating] of Object.entries(rated(doubled))) {
      expect(rated(split)[name]).toBeCloseTo(rating, 6);
    }
  });

  it('rates by rankings, ties within them included', () => {
    const verdict: Verdict = { kind: 'ranking', order: [['C'], ['A', 'B']] };
    const board = make([ballot({ shown: side('Ant', 'Bee', 'Cat', 'Dog'), verdict })]);
    const of = (name: string) => board.bots.find(bot => bot.name === name);
    expect(of('Cat')).toMatchObject({ wins: 2, ties: 0, losses: 0 });
    expect(of('Ant')).toMatchObject({ wins: 0, ties: 1, losses: 1 });
    // Not named, so not compared.
    expect(of('Dog')).toMatchObject({ battles: 0, votes: 1 });
  });

  it('says how likely a tie between equals is, with ties of their own strength only', () => {
    const votes = simulated(4, 400, { ties: 0.3 });
    expect(make(votes).tieRate).toBeNull();
    const { tieRate } = make(votes, { ties: 'davidson' });
    expect(tieRate).toBeGreaterThan(0.2);
    expect(tieRate).toBeLessThan(0.5);
  });

  it('gives all intervals by the bootstrap too, and near the analytic ones', () => {
    const votes = simulated(5, 1500);
    const analytic = make(votes);
    const drawn = make(votes, { intervals: 'bootstrap', rounds: 400 });
    for (const bot of analytic.bots) {
      const other = drawn.bots.find(({ key }) => key === bot.key);
      expect(other?.rating).toBe(bot.rating);
      const ratio = ((other?.upper ?? 0) - (other?.lower ?? 0)) / (bot.upper - bot.lower);
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.2);
    }
  });

  it('finds the length that voters go by, and takes it out of the ratings', () => {
    // Equal bots, but nine of ten times Ant's answer is the longer one; that wins three times in four.
    const random = seededRandom(3);
    const votes = Array.from({ length: 2000 }, (_, i) => {
      const names = ['Ant', 'Bee', 'Cat'].filter((_name, out) => out !== i % 3);
      const longer = names[0] === 'Ant' ? (random() < 0.9 ? 0 : 1) : random() < 0.5 ? 0 : 1;
      const winner = random() < 0.75 ? longer : 1 - longer;
      const shown = names.map((name, place) =>
        contestant(name, {
          seat: 'AB'[place] ?? '',
          answer: facts({ characters: place === longer ? 400 : 100 }),
        }),
      );
      const verdict: Verdict = { kind: 'best', winner: 'AB'[winner] ?? '' };
      return ballot({ id: `v${i}`, castAt: START + i, verdict, shown });
    });
    const plain = make(votes);
    expect(plain.bots[0]?.name).toBe('Ant');
    const length = plain.bias.find(({ feature }) => feature === 'length');
    expect(length?.winRate.lower).toBeLessThan(0.75);
    expect(length?.winRate.upper).toBeGreaterThan(0.75);
    expect(length?.battles).toBe(2000);
    expect(plain.style).toEqual([]);
    const controlled = make(votes, { styleControl: true });
    const lead = (board: Board) => (rated(board)['Ant'] ?? 0) - (rated(board)['Bee'] ?? 0);
    expect(lead(plain)).toBeGreaterThan(100);
    expect(Math.abs(lead(controlled))).toBeLessThan(40);
    expect(controlled.style.map(({ feature }) => feature)).toEqual(['length']);
    expect(controlled.warnings.filter(({ kind }) => kind === 'noVariance')).toEqual(
      ['header', 'list', 'bold'].map(feature => ({ kind: 'noVariance', feature, reason: 'alike' })),
    );
  });

  it('follows online Elo from the start to the ratings shown', () => {
    const board = make(simulated(3, 40, { ties: 0 }), { method: 'elo', exclude: [] });
    const last = board.history.filter(({ vote }) => vote === 40);
    expect(board.history.filter(({ vote }) => vote === 0).map(({ rating }) => rating)).toEqual([
      1000, 1000, 1000,
    ]);
    expect(Object.fromEntries(last.map(({ key, rating }) => [key, rating]))).toEqual(
      Object.fromEntries(board.bots.map(({ key, rating }) => [key, rating])),
    );
    expect(board.bots.every(({ lower, rating, upper }) => lower < rating && rating < upper)).toBe(
      true,
    );
  });

  it('counts votes by voter and finds the one who votes against all others', () => {
    const honest = ['bo', 'cy', 'di'].flatMap(voter =>
      [...wins('Ant', 'Bee', 20), ...wins('Bee', 'Ant', 3)].map(vote => ({ ...vote, voter })),
    );
    const contrary = [...wins('Bee', 'Ant', 20)].map(vote => ({ ...vote, voter: 'eve' }));
    const board = make([...honest, ...contrary]);
    expect(board.voters.map(({ name, votes }) => [name, votes])).toEqual([
      ['bo', 23],
      ['cy', 23],
      ['di', 23],
      ['eve', 20],
    ]);
    const eve = board.voters.find(({ name }) => name === 'eve');
    expect(eve).toMatchObject({ outlier: true, agreement: 0 });
    expect(board.voters[0]).toMatchObject({ outlier: false, sessionVotes: 23, turnVotes: 0 });
    expect(board.voters[0]?.agreement).toBeCloseTo(20 / 23, 9);
  });

  it('leaves matrices to the best bots when there are too many, and works with 5,000', () => {
    const board = make(simulated(5000, 40_000, { ties: 0.1 }), { exclude: [] });
    expect(board.bots.length).toBeGreaterThan(4990);
    expect(board.predicted).toHaveLength(60);
    expect(board.averageWinRate).toHaveLength(board.bots.length);
    expect(board.averageWinRate[60]).toBeNull();
    expect(board.warnings).toContainEqual({ kind: 'tooManyBots', shown: 60 });
    expect(new Set(board.history.map(({ key }) => key)).size).toBeLessThanOrEqual(60);
    expect(board.bias).toEqual([]);
    expect(board.warnings).toContainEqual({ kind: 'noFeatures', most: 300 });
  }, 60_000);

  it('takes the 10,000 groups with the most battles and says how many it leaves out', () => {
    const once = Array.from({ length: 6000 }, (_, i) => wins(`a${i}`, `b${i}`, 1)).flat();
    const board = make([...once, ...wins('a5999', 'b5999', 1)]);
    expect(board.bots).toHaveLength(10_000);
    expect(board.bots.map(({ name }) => name)).toContain('b5999');
    expect(board.warnings).toContainEqual({ kind: 'tooManyGroups', kept: 10_000, left: 2000 });
    expect(warned(make(wins('Ant', 'Bee', 3)))).not.toContain('tooManyGroups');
  }, 60_000);

  it('stays small with a voter a vote', () => {
    const votes = simulated(6, 20_000, { voters: 20_000 }).map((vote, i) => ({
      ...vote,
      voter: `annotator ${i}`,
      shown: side('Ant', 'Bee'),
    }));
    const board = make(votes, { exclude: [] });
    expect(board.voters).toHaveLength(1000);
    expect(board.choices.voters).toHaveLength(2000);
    expect(board.agreement.voters).toHaveLength(50);
    expect(board.more).toMatchObject({ voters: 19_000, days: 0, choices: { voters: 18_000 } });
    expect(board.more.agreement).toBeGreaterThan(1000);
    expect(board.days.reduce((sum, day) => sum + day.votes, 0)).toBe(20_000);
    expect(JSON.stringify(board).length).toBeLessThan(1_000_000);
  }, 60_000);
});
