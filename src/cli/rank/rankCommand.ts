import { Readable } from 'node:stream';
import { writeFile } from '../../extension/exchange/writeFile.ts';
import { databasePath } from '../database.ts';
import { counted, interruption, printable } from '../output.ts';
import { EXIT, Problem, type ExitCode } from '../problem.ts';
import { RANK_USAGE } from '../usage/rank.ts';
import { rankFiles, type Ranked } from './rankFiles.ts';
import { rankText } from './rankText.ts';
import { rankJob, type RankJob } from './rankWords.ts';
import { reportOf } from './report.ts';
import { warningText } from './warningText.ts';

/** Problems that are listed; of the others there is the number. */
const MOST_LISTED = 20;
/** Warnings of one kind that are told. */
const MOST_ALIKE = 5;

/** `chatzoo rank`. @throws Problem, StoreError, WriteError */
export async function runRank(words: readonly string[]): Promise<ExitCode> {
  const asked = rankJob(words);
  if (asked === undefined) {
    process.stdout.write(RANK_USAGE);
    return EXIT.done;
  }
  const job = withInput(asked);
  const ranked = await rankFiles(job);
  const text = rankText(ranked, job);
  if (job.html !== undefined) await write(job.html, reportOf(ranked.report()));
  if (job.out === undefined) process.stdout.write(text);
  else await write(job.out, text);
  tell(ranked);
  return ranked.problemCount > 0 ? EXIT.refused : EXIT.done;
}

/** Without any file, the database that the environment names. @throws Problem if there is none */
function withInput(job: RankJob): RankJob {
  if (job.files.length > 0 || job.databases.length > 0) return job;
  if ((process.env['CHATZOO_DATABASE'] ?? '') === '') {
    throw new Problem(EXIT.usage, 'say which files: chatzoo rank FILE…');
  }
  return { ...job, databases: [databasePath(undefined)] };
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, Readable.from([text]), { signal: interruption() });
}

function tell({ problems, problemCount, warnings }: Ranked): void {
  const { stderr } = process;
  const shown = problems.slice(0, MOST_LISTED);
  for (const { file, at, reason } of shown) {
    stderr.write(`${printable(`${file}:${at}: not counted: ${reason}`)}\n`);
  }
  const more = problemCount - shown.length;
  if (more > 0) stderr.write(`and ${counted(more, 'more row', 'more rows')}\n`);
  const told = new Map<string, number>();
  for (const warning of warnings) {
    const times = (told.get(warning.kind) ?? 0) + 1;
    told.set(warning.kind, times);
    if (times <= MOST_ALIKE) stderr.write(`chatzoo: ${printable(warningText(warning))}\n`);
  }
  for (const [kind, times] of told) {
    if (times <= MOST_ALIKE) continue;
    stderr.write(
      `chatzoo: and ${times - MOST_ALIKE} more like that (${kind}); --json has them all\n`,
    );
  }
}
