import type { Ballot } from './ballot.ts';
import type { VoterRow } from './board.ts';
import { compareText, timeOf } from './canonicalOrder.ts';
import type { BoardColumns } from './columns.ts';
import type { Fit } from './fit/fit.ts';
import { groupKey } from './grouping.ts';
import { repeatedJudgements } from './judgedAlike.ts';
import { scoreOf } from './matrices.ts';
import type { BoardOptions } from './options.ts';
import { expectationsOf, type AllVotes } from './othersRatings.ts';
import { consistencyOf } from './statistics/consistency.ts';
import { agreementWithRatings, martingaleOf, type JudgedBattle } from './statistics/outliers.ts';

/** More are not looked through by anybody, and make the board large: a public arena has a voter a vote. */
const MOST_VOTERS = 1000;

/**
 * What there is to say of each voter; who voted most comes first.
 *
 * @param fit of all votes; undefined without a battle.
 * @returns `more`: voters with fewer votes, left out.
 */
export function votersOf(
  ballots: readonly Ballot[],
  columns: BoardColumns,
  fit: Fit | undefined,
  options: BoardOptions,
): { readonly voters: VoterRow[]; readonly more: number } {
  const rows = [...talliesOf(ballots)].sort(
    ([nameA, a], [nameB, b]) => b.votes - a.votes || compareText(nameA, nameB),
  );
  const consistency = consistencyOf(repeatedJudgements(ballots, groupKey(options.groupBy)));
  const names = rows.map(([name]) => name);
  const voterOf = votersOfVotes(ballots, columns, names);
  const { battles } = columns;
  const judged = fit ? judgedBattles({ battles, voterOf, voters: rows.length, fit }, options) : [];
  const voters = rows.slice(0, MOST_VOTERS).map(([name, tally], index) => {
    const votes = judged[index] ?? [];
    const { value, outlier } = martingaleOf(votes);
    return {
      name,
      ...tally,
      consistency: consistency.get(name) ?? null,
      agreement: agreementWithRatings(inOneList(votes)),
      martingale: value,
      outlier,
    };
  });
  return { voters, more: rows.length - voters.length };
}

/** `flat()` takes ten times as long, and a voter may have a million votes. */
function inOneList(votes: readonly (readonly JudgedBattle[])[]): JudgedBattle[] {
  const list: JudgedBattle[] = [];
  for (const battles of votes) for (const battle of battles) list.push(battle);
  return list;
}

type Tally = Pick<VoterRow, 'votes' | 'turnVotes' | 'sessionVotes' | 'firstAt' | 'lastAt'>;

/** Ballots come in order of time; those without one come first and say nothing of it. */
function talliesOf(ballots: readonly Ballot[]): Map<string, Tally> {
  const tallies = new Map<string, { -readonly [K in keyof Tally]: Tally[K] }>();
  for (const ballot of ballots) {
    const time = timeOf(ballot);
    let tally = tallies.get(ballot.voter);
    if (!tally) {
      tally = { votes: 0, turnVotes: 0, sessionVotes: 0, firstAt: time, lastAt: time };
      tallies.set(ballot.voter, tally);
    }
    tally.votes++;
    if (ballot.turnId === undefined) tally.sessionVotes++;
    else tally.turnVotes++;
    if (tally.firstAt === 0) tally.firstAt = time;
    tally.lastAt = time;
  }
  return tallies;
}

/** The number of the voter of each vote of the columns. */
function votersOfVotes(
  ballots: readonly Ballot[],
  { battles, ballotOf }: BoardColumns,
  names: readonly string[],
): Uint32Array {
  const numbers = new Map(names.map((name, number) => [name, number]));
  return Uint32Array.from(battles.voteEnds ?? [], end => {
    const ballot = ballots[ballotOf[end - 1] ?? 0];
    return numbers.get(ballot?.voter ?? '') ?? 0;
  });
}

/** The votes of each voter with what the others' ratings expect of them, oldest first. */
function judgedBattles(
  votes: AllVotes,
  options: BoardOptions,
): readonly (readonly (readonly JudgedBattle[])[])[] {
  const { battles, voterOf, voters } = votes;
  const judged = Array.from({ length: voters }, (): JudgedBattle[][] => []);
  const expected = expectationsOf(votes, options);
  let battle = 0;
  (battles.voteEnds ?? []).forEach((end, vote) => {
    const voter = voterOf[vote] ?? 0;
    const own: JudgedBattle[] = [];
    for (; battle < end; battle++) {
      const chance = expected(voter, battle);
      if (chance === undefined) continue;
      own.push({ score: scoreOf(battles.outcome[battle]), expected: chance });
    }
    if (own.length > 0) judged[voter]?.push(own);
  });
  return judged;
}
