import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../src/core/model.ts';
import type { Ballot } from '../../../../src/core/ranking/ballot.ts';
import type { Board } from '../../../../src/core/ranking/board.ts';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import type { BoardOptions } from '../../../../src/core/ranking/options.ts';
import { hash } from '../../../support/hashing.ts';
import { sharedData } from '../../../support/sharedData.ts';
import { ballot, contestant, options, START, wins } from './someBallots.ts';

const make = (ballots: readonly Ballot[], change: Partial<BoardOptions> = {}): Board =>
  makeBoard(ballots, options({ groupBy: 'name', ...change }), hash);
const ratings = (board: Board): Map<string, number> =>
  new Map(board.bots.map(({ name, rating }) => [name, rating]));
/** A number of a matrix by the names of its row and column. */
const at = (board: Board, matrix: 'predicted' | 'observed' | 'counts', a: string, b: string) => {
  const place = (name: string) => board.bots.findIndex(bot => bot.name === name);
  return board[matrix][place(a)]?.[place(b)];
};

describe("FastChat's numbers of its 1001 verdicts by GPT-4", () => {
  const battles = sharedData('fastchat', 'golden', 'battles_vicuna80.jsonl');
  const golden = sharedData('fastchat', 'golden', 'ratings_vicuna80.json');
  const hasBoth = battles !== undefined && golden !== undefined;
  const votes = battles === undefined ? [] : fastchatVotes(readFileSync(battles, 'utf8'));
  const numbers = (
    golden === undefined ? {} : JSON.parse(readFileSync(golden, 'utf8'))
  ) as FastchatGolden;
  const skipped = '(skipped: no data beside the repository)';

  it.skipIf(!hasBoth)(`come out of Bradley–Terry, within its optimiser's error ${skipped}`, () => {
    const board = make(votes);
    // FastChat holds no mean: its own was 1000 at the start point, and stays there.
    const mean = meanOf(Object.values(numbers['bt_no_anchor(base10,scale400,init1000)']));
    expect(mean).toBeCloseTo(1000, 1);
    compare(board, numbers['bt_no_anchor(base10,scale400,init1000)'], 0.6);
    compare(make(votes, { exclude: ['tie'] }), numbers.bt_no_ties, 0.6);
    expect(board.warnings).toEqual([]);
  });

  it.skipIf(!hasBoth)(`come out of the intervals and ranks ${skipped}`, () => {
    const board = make(votes);
    for (const [name, { q025, q975 }] of Object.entries(numbers.bt_bootstrap100_rng0)) {
      const bot = board.bots.find(each => each.name === name);
      const ratio = ((bot?.upper ?? 0) - (bot?.lower ?? 0)) / (q975 - q025);
      // A hundred rounds tell a width to a fifth or so.
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.25);
    }
    expect(Object.fromEntries(board.bots.map(bot => [bot.name, bot.rankLow]))).toEqual(
      numbers.rank_ub,
    );
  });

  it.skipIf(!hasBoth)(`come out of online Elo ${skipped}`, () => {
    compare(make(votes, { method: 'elo' }), numbers.elo_online_K4, 1e-6);
    compare(make(votes, { method: 'elo', k: 32 }), numbers.elo_online_K32, 1e-6);
  });

  it.skipIf(!hasBoth)(`come out of the counts of battles and wins ${skipped}`, () => {
    const board = make(votes);
    for (const [pair, count] of Object.entries(numbers.battle_count_incl_ties)) {
      const [a = '', b = ''] = pair.split(' vs ');
      expect(at(board, 'counts', a, b)).toBe(count);
      expect(at(board, 'counts', b, a)).toBe(count);
    }
    const decided = make(votes, { exclude: ['tie'] });
    const fractions = Object.entries(numbers['pairwise_win_fraction_no_ties[wins,n,frac]']);
    for (const [pair, [, met, share]] of fractions) {
      const [a = '', b = ''] = pair.split(' > ');
      expect(at(decided, 'counts', a, b)).toBe(met);
      expect(at(decided, 'observed', a, b)).toBeCloseTo(share, 12);
      expect(at(decided, 'observed', b, a)).toBeCloseTo(1 - share, 12);
    }
    expect(fractions.length).toBeGreaterThan(10);
  });
});

describe("ChatZoo's numbers of its 40 votes", () => {
  const golden = sharedData('chatzoo', 'elo_golden.json');

  it.skipIf(golden === undefined)(
    'come out in the order that its tool reads them (skipped: no data beside the repository)',
    () => {
      const { votes, elo, predicted_win_rate_rowA_colB, user_mark_num } = JSON.parse(
        readFileSync(golden ?? '', 'utf8'),
      ) as ChatZooGolden;
      const board = make(chatZooVotes(votes), { method: 'elo' });
      expect([board.votes, board.battles]).toEqual([40, 95]);
      compare(board, elo, 1e-9);
      for (const [a, row] of Object.entries(predicted_win_rate_rowA_colB)) {
        for (const [b, rate] of Object.entries(row)) {
          if (rate === null) expect(at(board, 'predicted', a, b)).toBeNull();
          else expect(at(board, 'predicted', a, b)).toBeCloseTo(rate, 9);
        }
      }
      const marks = board.voters.map(({ name, turnVotes, sessionVotes }) => ({
        username: name,
        dialogue_id_len: turnVotes,
        turn_id_len: sessionVotes,
      }));
      expect(marks.sort((x, y) => (x.username < y.username ? -1 : 1))).toEqual(user_mark_num);
    },
  );
});

describe('the same on data of our own', () => {
  const votes = [...wins('Ant', 'Bee', 8), ...wins('Bee', 'Ant', 2), ...wins('Bee', 'Cat', 6)]
    .concat(wins('Cat', 'Bee', 2), wins('Ant', 'Cat', 3), wins('Cat', 'Ant', 1))
    .concat(Array.from({ length: 4 }, () => ballot({ verdict: { kind: 'allGood' } })))
    .map((vote, i) => ({ ...vote, castAt: START + i }));

  it('counts battles and wins by pairs', () => {
    const board = make(votes);
    expect(at(board, 'counts', 'Ant', 'Bee')).toBe(14);
    expect(at(board, 'observed', 'Ant', 'Bee')).toBeCloseTo(10 / 14, 12);
    const decided = make(votes, { exclude: ['tie'] });
    expect(at(decided, 'counts', 'Bee', 'Ant')).toBe(10);
    expect(at(decided, 'observed', 'Bee', 'Ant')).toBeCloseTo(0.2, 12);
    expect(decided.excluded.tie).toBe(4);
  });

  it('satisfies the equations of the maximum: each bot scored what was expected of it', () => {
    const board = make(votes);
    for (const [i, bot] of board.bots.entries()) {
      const expected = board.bots.reduce(
        (sum, _, j) => sum + (board.counts[i]?.[j] ?? 0) * (board.predicted[i]?.[j] ?? 0),
        0,
      );
      expect(bot.wins + bot.ties / 2).toBeCloseTo(expected, 9);
    }
    expect(meanOf([...ratings(board).values()])).toBeCloseTo(1000, 9);
  });

  it('plays online Elo in the order of time', () => {
    const rating = new Map<string, number>();
    for (const vote of votes) {
      const [a = '', b = ''] = vote.shown.map(({ name }) => name);
      const [one, other] = [rating.get(a) ?? 1000, rating.get(b) ?? 1000];
      const score = vote.verdict.kind === 'best' ? 1 : 0.5;
      const change = 4 * (score - 1 / (1 + 10 ** ((other - one) / 400)));
      rating.set(a, one + change).set(b, other - change);
    }
    compare(make(votes, { method: 'elo' }), Object.fromEntries(rating), 1e-9);
  });
});

function compare(board: Board, wanted: Readonly<Record<string, number>>, tolerance: number): void {
  const found = ratings(board);
  expect([...found.keys()].sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, rating] of Object.entries(wanted)) {
    expect(Math.abs((found.get(name) ?? NaN) - rating), name).toBeLessThanOrEqual(tolerance);
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

interface FastchatGolden {
  readonly elo_online_K4: Record<string, number>;
  readonly elo_online_K32: Record<string, number>;
  readonly 'bt_no_anchor(base10,scale400,init1000)': Record<string, number>;
  readonly bt_no_ties: Record<string, number>;
  readonly bt_bootstrap100_rng0: Record<string, { readonly q025: number; readonly q975: number }>;
  readonly rank_ub: Record<string, number>;
  readonly 'pairwise_win_fraction_no_ties[wins,n,frac]': Record<string, [number, number, number]>;
  readonly battle_count_incl_ties: Record<string, number>;
}

function fastchatVotes(lines: string): Ballot[] {
  const verdicts: Record<string, Verdict> = {
    model_a: { kind: 'best', winner: 'A' },
    model_b: { kind: 'best', winner: 'B' },
  };
  return lines
    .trim()
    .split('\n')
    .map((line, i) => {
      const row = JSON.parse(line) as Record<'model_a' | 'model_b' | 'winner', string> & {
        tstamp: number;
      };
      return ballot({
        id: `line ${i + 1}`,
        castAt: row.tstamp * 1000,
        shown: [contestant(row.model_a), contestant(row.model_b, { seat: 'B' })],
        verdict: verdicts[row.winner] ?? { kind: 'allGood' },
      });
    });
}

interface ChatZooGolden {
  readonly votes: readonly {
    readonly vote_id: number;
    readonly username: { readonly username: string };
    readonly vote_model: Readonly<Record<string, number>>;
    readonly vote_result: string;
    readonly dialogue_id: unknown;
    readonly turn_id: unknown;
  }[];
  readonly elo: Record<string, number>;
  readonly predicted_win_rate_rowA_colB: Record<string, Record<string, number | null>>;
  readonly user_mark_num: unknown;
}

/** Its tool reads the votes on single replies first, so they are the older ones here. */
function chatZooVotes(votes: ChatZooGolden['votes']): Ballot[] {
  return votes.map(vote => {
    const chosen = JSON.parse(vote.vote_result) as string[];
    const kind = chosen.length === 0 ? 'allBad' : 'allGood';
    const isSingle = vote.dialogue_id !== null;
    return ballot({
      id: String(vote.vote_id),
      castAt: START + vote.vote_id + (isSingle ? 0 : 1000),
      voter: vote.username.username,
      ...(isSingle ? { turnId: `turn ${vote.vote_id}` as NonNullable<Ballot['turnId']> } : {}),
      shown: Object.keys(vote.vote_model).map(name => contestant(name, { seat: name })),
      verdict: chosen.length === 1 ? { kind: 'best', winner: chosen[0] ?? '' } : { kind },
    });
  });
}
