import type { SessionId } from '../../../../src/core/model.ts';
import { createStores } from '../../../../src/extension/store/stores.ts';
import { aSession } from '../../../support/builders.ts';
import { openInProcess, say } from './openInProcess.ts';

// A window that writes until it is killed, and prints the name of what it was told is saved.
// Arguments: database, sql.js, round.
const [path = '', sqlJs = '', round = ''] = process.argv.slice(2);
const database = await openInProcess(path, sqlJs, {
  onNotice: notice => {
    if (!['tornTail', 'shared'].includes(notice.kind)) say(`notice ${notice.kind}`);
  },
  journalLimit: 6_000,
});
const { sessions } = createStores(database);

async function writeForEver(writer: number): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${round}-${writer}-${n}` as SessionId;
    await sessions.add(aSession({ id, title: 'x'.repeat((n * 97) % 700) }));
    say(id);
  }
}

await Promise.race([writeForEver(0), writeForEver(1), writeForEver(2)]);
