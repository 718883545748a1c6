import { StoreError } from '../../../../src/extension/store/storeError.ts';
import { openInProcess, say } from './openInProcess.ts';

// A window on a disk that may not take what it writes; it says what is stored and what went wrong.
// Arguments: database, sql.js, then what to do: fill, add:<id>, count, state.
const [path = '', sqlJs = '', ...tasks] = process.argv.slice(2);

const insert = (id: string, text: string) => ({
  sql: `INSERT INTO sessions (id, title, mode, annotation_mode, created_at, updated_at)
    VALUES (?, ?, 'arena', 'session', 0, 0)`,
  params: [id, text],
});

try {
  const database = await openInProcess(path, sqlJs, { journalLimit: 60_000 });
  for (const task of tasks) {
    const [name = '', id = ''] = task.split(':');
    try {
      if (name === 'fill')
        for (let n = 0; n < 5000; n++) {
          await database.write(insert(`${id}${n}`, 'x'.repeat(2000)));
          say(`saved ${id}${n}`);
        }
      if (name === 'add') {
        await database.write(insert(id, ''));
        say(`saved ${id}`);
      }
      if (name === 'list')
        for (const row of await database.read(all => all('SELECT id FROM sessions')))
          say(`found ${String(row['id'])}`);
      if (name === 'state') say(`state ${(await database.info()).state}`);
    } catch (error) {
      say(`error ${error instanceof StoreError ? error.code : String(error)}`);
    }
  }
  await database.close();
} catch (error) {
  say(`error ${error instanceof StoreError ? error.code : String(error)}`);
}
