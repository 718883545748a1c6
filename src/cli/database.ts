import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SqlJsStatic } from 'sql.js';
import { assertNever } from '../core/std/assertNever.ts';
import type { Stores } from '../extension/app/ports.ts';
import type { StoreNotice } from '../extension/store/notice.ts';
import { openDatabase } from '../extension/store/openDatabase.ts';
import { createStores } from '../extension/store/stores.ts';
import { counted } from './output.ts';
import { EXIT, Problem } from './problem.ts';

/** The most that the editor's setting takes: what it keeps is not ours to throw away. */
const BACKUPS = 50;

/** The database that the words or the environment name. @throws Problem if neither does */
export function databasePath(given: string | undefined): string {
  const named = given ?? process.env['CHATZOO_DATABASE'] ?? '';
  if (named !== '') return path.resolve(named);
  throw new Problem(EXIT.usage, 'say which database: --database FILE');
}

export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Opens the database, does the work and closes it again. @throws StoreError, what the work throws */
export async function withDatabase<T>(
  file: string,
  access: 'read' | 'write',
  work: (stores: Stores) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({
    path: file,
    loadSqlJs,
    onNotice: tell,
    now: () => Date.now(),
    backups: () => BACKUPS,
    readOnly: access === 'read',
  });
  try {
    return await work(createStores(database));
  } finally {
    await database.close();
  }
}

/** sql.js lies beside the bundle, not in it: most calls of the program need none. */
export function loadSqlJs(): Promise<SqlJsStatic> {
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const load = createRequire(import.meta.url)(path.join(folder, 'sql-wasm.cjs')) as (config: {
    readonly locateFile: (name: string) => string;
  }) => Promise<SqlJsStatic>;
  return load({ locateFile: name => path.join(folder, name) });
}

function tell(notice: StoreNotice): void {
  process.stderr.write(`chatzoo: ${sentenceOf(notice)}\n`);
}

/** What the store did unasked. */
function sentenceOf(notice: StoreNotice): string {
  switch (notice.kind) {
    case 'setAside':
      return `${notice.from} is damaged (${notice.reason}) and was set aside as ${notice.to}`;
    case 'recovered':
      return `what can be read of ${notice.from} is in the database: ${counted(notice.sessions, 'session')}, ${counted(notice.votes, 'vote')}`;
    case 'tornTail':
      return `${notice.path}: ${counted(notice.bytes, 'byte')} of a write that never ended were cut off`;
    case 'shared':
      return `${notice.path} is open in an editor, which sees the change when it is used next`;
    case 'rewritten':
      return `${notice.path} was removed or replaced meanwhile, and is written again`;
    case 'snapshotFailed':
    case 'backupFailed':
    case 'readOnly':
    case 'full':
      return notice.error.message;
    default:
      return assertNever(notice);
  }
}
