import path from 'node:path';
import type { ReadBattles } from '../../core/ranking/read/battleReader.ts';
import { kindOfFile, type FileKind } from './kindOfFile.ts';
import type { RankJob } from './rankWords.ts';
import { readBattles } from './readBattles.ts';
import { readDatabase, readSessions } from './readSessions.ts';
import { Records } from './records.ts';

/** Something in a file that was not counted. */
export interface RankProblem {
  readonly file: string;
  /** A line, or a path such as `sessions[3]`. */
  readonly at: string;
  readonly reason: string;
}

interface ReadFiles {
  readonly battles: ReadBattles;
  /** Undefined if no file holds sessions. */
  readonly records: Records | undefined;
  /** Some of the problems. */
  readonly problems: readonly RankProblem[];
  readonly problemCount: number;
}

/** Reads everything; a file that is named twice is read once. @throws Problem, StoreError */
export async function readFiles({ files, databases, format }: RankJob): Promise<ReadFiles> {
  const kinds = new Map<string, { readonly file: string; readonly kind: FileKind }>();
  for (const file of files) {
    kinds.set(path.resolve(file), { file, kind: await kindOfFile(file, format) });
  }
  for (const file of databases) kinds.set(path.resolve(file), { file, kind: 'database' });
  const records = new Records();
  const problems: RankProblem[] = [];
  let count = 0;
  const withBattles: string[] = [];
  for (const { file, kind } of kinds.values()) {
    if (kind === 'battles') {
      withBattles.push(file);
      continue;
    }
    const found = await (kind === 'database' ? readDatabase : readSessions)(file, records);
    problems.push(...found.problems.map(problem => ({ file, ...problem })));
    count += found.count;
  }
  const battles = await readBattles(withBattles, format);
  for (const { file, line, reason } of battles.problems) {
    problems.push({ file: withBattles[file] ?? '', at: String(line), reason });
  }
  return {
    battles,
    records: withBattles.length < kinds.size ? records : undefined,
    problems,
    problemCount: count + battles.problemCount,
  };
}
