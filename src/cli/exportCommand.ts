import { createHash } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CONTENTS, type Content, type ExportFormat } from '../core/formats/export/format.ts';
import { EXPORT_FORMATS } from '../core/formats/export/registry.ts';
import type { SessionId } from '../core/model.ts';
import { exportSessions, type ExportProgress } from '../extension/app/exporting.ts';
import { GROUPS, type Group, type Stores } from '../extension/app/ports.ts';
import { writeFile } from '../extension/exchange/writeFile.ts';
import { databasePath, exists, withDatabase } from './database.ts';
import { counted, interruption, writeJson, writeOut } from './output.ts';
import { EXIT, oneOf, Problem, type ExitCode } from './problem.ts';
import { EXPORT_USAGE } from './usage/export.ts';

/** Sessions asked for at a time. */
const PAGE = 500;

interface Choice {
  readonly sessions: readonly string[] | undefined;
  readonly group: Group | undefined;
  readonly search: string | undefined;
  readonly tag: string | undefined;
}

/** `chatzoo export`. @throws Problem, StoreError, WriteError */
export async function runExport(words: readonly string[]): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      database: { type: 'string' },
      format: { type: 'string', default: 'json' },
      'list-formats': { type: 'boolean', default: false },
      out: { type: 'string', short: 'o', default: '-' },
      force: { type: 'boolean', default: false },
      content: { type: 'string' },
      session: { type: 'string', multiple: true },
      group: { type: 'string' },
      search: { type: 'string' },
      tag: { type: 'string' },
      pseudonyms: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { stdout, stderr } = process;
  if (values.help) {
    stdout.write(EXPORT_USAGE);
    return EXIT.done;
  }
  if (values['list-formats']) {
    listFormats(values.json);
    return EXIT.done;
  }
  const format = formatOf(values.format);
  const content = contentOf(format, values.content);
  const choice: Choice = {
    sessions: values.session,
    group: values.group === undefined ? undefined : oneOf('--group', values.group, GROUPS),
    search: values.search,
    tag: values.tag,
  };
  const database = databasePath(values.database);
  const file = values.out === '-' ? undefined : path.resolve(values.out);
  if (!(await exists(database))) throw new Problem(EXIT.files, `there is no ${database}`);
  if (file !== undefined && !values.force && (await exists(file))) {
    throw new Problem(EXIT.files, `${file} is there already; --force replaces it`);
  }
  const { progress, bytes } = await withDatabase(database, 'read', async stores => {
    const ids = await chosen(stores, choice);
    const { pieces, progress } = exportSessions(
      { format, ids, content, salt: values.pseudonyms },
      {
        records: stores.records,
        hash: text => createHash('sha256').update(text).digest('hex'),
        now: () => Date.now(),
      },
    );
    const signal = interruption();
    const bytes = await (file === undefined
      ? writeOut(pieces, signal)
      : writeFile(file, pieces, { signal }));
    return { progress: progress(), bytes };
  });
  const report = { format: format.id, content, file: file ?? '-', bytes, ...progress };
  if (values.json) {
    const leftOut = Object.fromEntries(progress.leftOut);
    writeJson(file === undefined ? stderr : stdout, { command: 'export', ...report, leftOut });
  } else {
    stderr.write(summary(report));
  }
  return EXIT.done;
}

function formatOf(id: string): ExportFormat {
  const known = oneOf(
    '--format',
    id,
    EXPORT_FORMATS.map(format => format.id),
  );
  return EXPORT_FORMATS.find(format => format.id === known) as ExportFormat;
}

function contentOf(format: ExportFormat, given: string | undefined): Content {
  const [first = 'full'] = format.contents;
  const content = given === undefined ? first : oneOf('--content', given, CONTENTS);
  if (format.contents.includes(content)) return content;
  const can = format.contents.join(', ');
  throw new Problem(EXIT.usage, `the format ${format.id} can hold ${can}; not ${content}`);
}

/** The ids of the sessions meant, in the order of the editor's list. @throws Problem for one that is not there */
async function chosen(stores: Stores, choice: Choice): Promise<readonly SessionId[]> {
  const named = choice.sessions && [...new Set(choice.sessions)].map(id => id as SessionId);
  if (named) {
    const there = new Set(await stores.sessions.ids({ within: named }));
    const missing = named.filter(id => !there.has(id));
    if (missing.length > 0) {
      throw new Problem(EXIT.refused, `there is nothing in a session ${missing.join(', ')}`);
    }
  }
  const found =
    choice.search === undefined ? undefined : await stores.search.sessions(choice.search);
  const within = found && named ? named.filter(id => found.includes(id)) : (found ?? named);
  const filter = { within, tag: choice.tag };
  if (choice.group === undefined) return stores.sessions.ids(filter);
  const ids: SessionId[] = [];
  for (;;) {
    const page = await stores.sessions.list(
      choice.group,
      { offset: ids.length, limit: PAGE },
      filter,
    );
    ids.push(...page.map(({ id }) => id));
    if (page.length < PAGE) return ids;
  }
}

function listFormats(asJson: boolean): void {
  const formats = EXPORT_FORMATS.map(({ id, label, extension, contents }) => ({
    id,
    label,
    extension,
    contents,
  }));
  if (asJson) {
    writeJson(process.stdout, formats);
    return;
  }
  const width = Math.max(...formats.map(({ id }) => id.length));
  for (const { id, label, extension, contents } of formats) {
    process.stdout.write(`${id.padEnd(width)}  ${label} (.${extension}; ${contents.join(', ')})\n`);
  }
}

function summary(
  report: ExportProgress & {
    readonly file: string;
    readonly bytes: number;
    readonly format: string;
  },
): string {
  const to = report.file === '-' ? 'the standard output' : report.file;
  const leftOut = [...report.leftOut].map(([reason, times]) => `\n  left out: ${reason}, ${times}`);
  return `exported ${counted(report.sessions, 'session')} to ${to} as ${report.format}, ${counted(report.bytes, 'byte')}${leftOut.join('')}\n`;
}
