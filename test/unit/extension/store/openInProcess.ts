import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { SqlJsStatic } from 'sql.js';
import type { Database } from '../../../../src/extension/store/database.ts';
import { openDatabase } from '../../../../src/extension/store/openDatabase.ts';
import type { OpenOptions } from '../../../../src/extension/store/openDatabase.ts';

/** Opens a database in a process of its own; notices are printed. */
export function openInProcess(
  path: string,
  sqlJs: string,
  options: Partial<OpenOptions> = {},
): Promise<Database> {
  return openDatabase({
    path,
    loadSqlJs: async () => {
      const module = (await import(pathToFileURL(sqlJs).href)) as {
        default(): Promise<SqlJsStatic>;
      };
      return module.default();
    },
    onNotice: notice => {
      say(`notice ${notice.kind}`);
    },
    now: Date.now,
    ...options,
  });
}

/** Prints a line at once, so that nothing told is lost with the process. */
export function say(line: string): void {
  writeSync(1, `${line}\n`);
}
