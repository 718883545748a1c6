import { ballotsOf } from '../../core/ranking/ballots.ts';
import type { BoardWarning } from '../../core/ranking/board.ts';
import { bootstrapEloTable } from '../../core/ranking/bootstrapEloTable.ts';
import { makeBoard } from '../../core/ranking/makeBoard.ts';
import { rankColumns } from '../../core/ranking/rankColumns.ts';
import type { Ranking } from '../../core/ranking/ranking.ts';
import { ballotsFromBattles } from '../../core/ranking/read/ballotsFromBattles.ts';
import type { ReadBattles } from '../../core/ranking/read/battleReader.ts';
import { NO_TIME } from '../../core/ranking/read/battleRows.ts';
import { byName, orderBattles } from '../../core/ranking/read/orderBattles.ts';
import { withoutTies } from '../../core/ranking/read/withoutTies.ts';
import { hashOfBattles, sha256 } from './hashes.ts';
import type { RankJob } from './rankWords.ts';
import { readFiles, type RankProblem } from './readFiles.ts';
import type { Records } from './records.ts';
import type { ReportContent } from './report.ts';
import type { RankWarning } from './warningText.ts';

export interface Ranked extends Omit<Ranking, 'warnings'> {
  /** SHA-256 in hex over what was counted; the same votes in any order and any files have the same. */
  readonly inputHash: string;
  readonly warnings: readonly RankWarning[];
  /** Some of the problems, in the order of the files. */
  readonly problems: readonly RankProblem[];
  readonly problemCount: number;
  report(): ReportContent;
}

/** Ranks what the files say together. @throws Problem, StoreError */
export async function rankFiles(job: RankJob): Promise<Ranked> {
  const { battles, records, problems, problemCount } = await readFiles(job);
  const result = records ? rankBallots(battles, records, job) : rankBattles(battles, job);
  const refused = { kind: 'refused', rows: problemCount } as const;
  return {
    ...result,
    warnings: [...result.warnings, ...(problemCount > 0 ? [refused] : [])],
    problems,
    problemCount,
  };
}

type Result = Omit<Ranked, 'problems' | 'problemCount'>;

/** Battles stay columns: there may be millions. */
function rankBattles(all: ReadBattles, { options, order }: RankJob): Result {
  const read = options.exclude.includes('tie') ? withoutTies(all) : all;
  const ordered = orderBattles(read);
  const isGiven = options.method === 'elo' && order === 'given';
  const battles = isGiven ? byName(read).battles : ordered.battles;
  const ranking = rankColumns(battles, ordered.names, options);
  const untimed = ordered.times?.filter(time => time === NO_TIME).length ?? ranking.battles;
  const self: readonly BoardWarning[] =
    read.selfBattles > 0 ? [{ kind: 'self', battles: read.selfBattles }] : [];
  const warnings: RankWarning[] = [...ranking.warnings, ...self];
  if (options.method === 'elo' && !isGiven && untimed > 0) {
    warnings.push({ kind: 'noTimes', battles: untimed });
  }
  const ties = all.battles.a.length - read.battles.a.length;
  if (ties > 0) warnings.push({ kind: 'excluded', votes: ties });
  if (ranking.votes === 0) warnings.push({ kind: 'noVotes' });
  const inputHash = hashOfBattles(ordered);
  return {
    ...ranking,
    inputHash,
    warnings,
    report: () => {
      const ballots = ballotsFromBattles(ordered, sha256);
      const board = makeBoard(ballots, options, sha256);
      return {
        board: { ...board, inputHash, warnings: [...board.warnings, ...self] },
        bootstrapElo: bootstrapEloTable(ballots, options),
      };
    },
  };
}

/** Sessions, and battles beside them, on one board. */
function rankBallots(read: ReadBattles, records: Records, { options }: RankJob): Result {
  const ballots = [
    ...records.all().flatMap(ballotsOf),
    ...ballotsFromBattles(orderBattles(read), sha256),
  ];
  const board = makeBoard(ballots, options, sha256);
  const { inputHash, votes, battles, bots } = board;
  const warnings: RankWarning[] = board.warnings.filter(({ kind }) => kind !== 'self');
  const self = board.warnings.find(warning => warning.kind === 'self')?.battles ?? 0;
  if (self + read.selfBattles > 0) {
    warnings.push({ kind: 'self', battles: self + read.selfBattles });
  }
  const excluded = Object.values(board.excluded).reduce((sum, count) => sum + count, 0);
  if (excluded > 0) warnings.push({ kind: 'excluded', votes: excluded });
  if (votes === 0) warnings.push({ kind: 'noVotes' });
  const report = (): ReportContent => ({
    board,
    bootstrapElo: bootstrapEloTable(ballots, options),
  });
  return { inputHash, votes, battles, bots, warnings, report };
}
