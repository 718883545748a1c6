import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { SqlJsStatic } from 'sql.js';
import type { SessionId } from '../../../../src/core/model.ts';
import { openDatabase } from '../../../../src/extension/store/openDatabase.ts';
import { createStores } from '../../../../src/extension/store/stores.ts';
import { aSession } from '../../../support/builders.ts';

// A window that writes until it is killed, and prints the name of what it was told is saved.
// Arguments: database, sql.js, round.
const [path = '', sqlJs = '', round = ''] = process.argv.slice(2);
const database = await openDatabase({
  path,
  loadSqlJs: async () => {
    const module = (await import(pathToFileURL(sqlJs).href)) as {
      default(): Promise<SqlJsStatic>;
    };
    return module.default();
  },
  onNotice: notice => {
    if (notice.kind !== 'tornTail') writeSync(1, `notice ${notice.kind}\n`);
  },
  now: Date.now,
  journalLimit: 6_000,
});
const { sessions } = createStores(database);

async function writeForEver(writer: number): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${round}-${writer}-${n}` as SessionId;
    await sessions.add(aSession({ id, title: 'x'.repeat((n * 97) % 700) }));
    writeSync(1, `${id}\n`);
  }
}

await Promise.race([writeForEver(0), writeForEver(1), writeForEver(2)]);
