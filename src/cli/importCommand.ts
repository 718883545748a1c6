import { createHash } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ImportFormat } from '../core/formats/import/format.ts';
import { IMPORT_FORMATS } from '../core/formats/import/registry.ts';
import { inEnglish } from '../core/text.ts';
import {
  planImport,
  runImport,
  type ImportJob,
  type ImportReport,
} from '../extension/app/importing.ts';
import type { RecordStore } from '../extension/app/ports.ts';
import { ImportProblem } from '../extension/exchange/importProblem.ts';
import { openContent } from '../extension/exchange/openContent.ts';
import { Refusal } from '../extension/app/refusal.ts';
import { databasePath, exists, loadSqlJs, withDatabase } from './database.ts';
import { reportJson, reportText, type Result } from './importReport.ts';
import { interruption, writeJson } from './output.ts';
import { EXIT, oneOf, Problem, type ExitCode } from './problem.ts';
import { IMPORT_USAGE } from './usage/import.ts';

/** `chatzoo import`. @throws Problem, StoreError */
export async function runImportCommand(words: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      database: { type: 'string' },
      format: { type: 'string' },
      'list-formats': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', short: 'n', default: false },
      'exclude-model': { type: 'string', multiple: true, default: [] },
      'ban-ip': { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(IMPORT_USAGE);
    return EXIT.done;
  }
  if (values['list-formats']) {
    listFormats(values.json);
    return EXIT.done;
  }
  if (positionals.length === 0)
    throw new Problem(EXIT.usage, 'say which files: chatzoo import FILE…');
  const format = values.format === undefined ? undefined : formatOf(values.format);
  const database = databasePath(values.database);
  const dryRun = values['dry-run'];
  const signal = interruption();
  const cleaning = { excludedModels: values['exclude-model'], bannedIps: values['ban-ip'] };
  const all = async (records: RecordStore): Promise<readonly Result[]> => {
    const results: Result[] = [];
    for (const file of positionals) {
      if (signal.aborted) break;
      const job: ImportJob = {
        open: () => openContent(path.resolve(file), { loadSqlJs, signal }),
        format,
        cleaning,
        signal,
      };
      const result = await importOne(file, job, records, dryRun);
      if (!values.json) process.stdout.write(reportText(result, dryRun));
      results.push(result);
    }
    return results;
  };
  const results = await over(database, dryRun, positionals, all);
  if (values.json) writeJson(process.stdout, reportJson(results, { database, dryRun }));
  return worst(results);
}

/** Nothing is made for a dry run, nor for files of which none is there. */
async function over<T>(
  database: string,
  dryRun: boolean,
  files: readonly string[],
  work: (records: RecordStore) => Promise<T>,
): Promise<T> {
  const there = await exists(database);
  const anyFile = (await Promise.all(files.map(file => exists(path.resolve(file))))).includes(true);
  if (!there && (dryRun || !anyFile)) return work(NOTHING);
  return withDatabase(database, dryRun ? 'read' : 'write', ({ records }) => work(records));
}

/** What a database holds that is not there. */
const NOTHING: RecordStore = {
  get: () => Promise.resolve(undefined),
  compare: records =>
    Promise.resolve(
      records.map(({ session, turns, votes }) => ({
        id: session.id,
        kind: 'added',
        turnsAdded: turns.length,
        votesAdded: votes.length,
        conflicts: [],
      })),
    ),
  merge: () => Promise.reject(new Error('There is no database to write to')),
};

async function importOne(
  file: string,
  job: ImportJob,
  records: RecordStore,
  dryRun: boolean,
): Promise<Result> {
  const tools = {
    records,
    hash: (text: string) => createHash('sha256').update(text).digest('hex'),
    now: () => Date.now(),
    t: inEnglish,
  };
  try {
    return { file, report: await (dryRun ? planImport : runImport)(job, tools) };
  } catch (error) {
    const isExpected = error instanceof ImportProblem || error instanceof Refusal;
    if (!isExpected) throw error;
    const exitCode = error instanceof Refusal ? EXIT.refused : EXIT.files;
    return { file, problem: { code: error.code, message: error.message, exitCode } };
  }
}

function worst(results: readonly Result[]): ExitCode {
  const codes = results.map(result =>
    'problem' in result ? result.problem.exitCode : exitCodeOf(result.report),
  );
  return (
    ([EXIT.interrupted, EXIT.files, EXIT.refused] as const).find(code => codes.includes(code)) ??
    EXIT.done
  );
}

function exitCodeOf({ stopped, refusedCount }: ImportReport): ExitCode {
  if (stopped) return EXIT.interrupted;
  return refusedCount > 0 ? EXIT.refused : EXIT.done;
}

function formatOf(id: string): ImportFormat {
  const known = oneOf(
    '--format',
    id,
    IMPORT_FORMATS.map(format => format.id),
  );
  return IMPORT_FORMATS.find(format => format.id === known) as ImportFormat;
}

function listFormats(asJson: boolean): void {
  const formats = IMPORT_FORMATS.map(({ id, label, shapes }) => ({ id, label, shapes }));
  if (asJson) {
    writeJson(process.stdout, formats);
    return;
  }
  const width = Math.max(...formats.map(({ id }) => id.length));
  for (const { id, label, shapes } of formats) {
    process.stdout.write(`${id.padEnd(width)}  ${label} (${shapes.join(', ')})\n`);
  }
}
