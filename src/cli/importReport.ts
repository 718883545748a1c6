import type { ImportReport } from '../extension/app/importing.ts';
import { counted, printable } from './output.ts';
import type { ExitCode } from './problem.ts';

/** What became of one file. */
export type Result = { readonly file: string } & (
  | { readonly report: ImportReport }
  | {
      readonly problem: {
        readonly code: string;
        readonly message: string;
        readonly exitCode: ExitCode;
      };
    }
);

/** Places that are named in the readable report; the JSON report has more. */
const MOST = 20;

/** The whole report as one value for JSON. */
export function reportJson(
  results: readonly Result[],
  about: { readonly database: string; readonly dryRun: boolean },
): unknown {
  return {
    command: 'import',
    ...about,
    files: results.map(result => {
      if ('problem' in result) {
        const { code, message } = result.problem;
        return { file: result.file, problem: { code, message } };
      }
      const { formatId, flagged, notKept, ...rest } = result.report;
      return {
        file: result.file,
        format: formatId,
        ...rest,
        flagged: Object.fromEntries(flagged),
        notKept: Object.fromEntries(notKept),
      };
    }),
  };
}

/** The report of one file as lines. */
export function reportText(result: Result, dryRun: boolean): string {
  const { file } = result;
  if ('problem' in result) return `${printable(`${file}: ${result.problem.message}`)}\n`;
  const { report } = result;
  const { added, extended, known } = report.sessions;
  const would = dryRun ? 'would add' : 'added';
  const lines = [
    ...(report.stopped
      ? [`${file}: stopped before its end; importing it again adds the rest`]
      : []),
    `${file} (${report.label}): ${would} ${counted(added, 'session')}, ${counted(report.turnsAdded, 'turn')}, ${counted(report.votesAdded, 'vote')}; ${dryRun ? 'would extend' : 'extended'} ${extended}; ${known} there already`,
    ...[...report.flagged].map(([flag, times]) => `  flagged ${flag}: ${counted(times, 'vote')}`),
    ...listed(
      report.refused.map(({ at, why }) => `  refused at ${at}: ${why}`),
      report.refusedCount,
    ),
    ...listed(
      report.conflicts.map(({ at, what }) => `  kept as stored, at ${at}: ${what}`),
      report.conflictCount,
    ),
    ...[...report.notKept].map(
      ([field, times]) => `  not kept: ${field}, ${counted(times, 'time')}`,
    ),
  ];
  return lines.map(line => `${printable(line)}\n`).join('');
}

function listed(lines: readonly string[], total: number): readonly string[] {
  const shown = lines.slice(0, MOST);
  return total > shown.length ? [...shown, `  and ${total - shown.length} more`] : shown;
}
