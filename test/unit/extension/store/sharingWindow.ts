import { setTimeout as pause } from 'node:timers/promises';
import { openInProcess, say } from './openInProcess.ts';

// A window that writes now and then while another one does, and prints what it was told is saved.
// Arguments: database, sql.js, name, how many writes.
const [path = '', sqlJs = '', name = '', count = ''] = process.argv.slice(2);
const database = await openInProcess(path, sqlJs, { journalLimit: 6_000 });

for (let n = 0; n < Number(count); n++) {
  const id = `${name}-${n}`;
  await database.write(
    {
      sql: `INSERT INTO sessions (id, title, mode, annotation_mode, created_at, updated_at)
        VALUES (?, '', 'arena', 'session', 0, 0)`,
      params: [id],
    },
    // Unlike a new row, an addition made twice would not be refused.
    { sql: "UPDATE sessions SET title = title || 'x' WHERE id = 'sum'", params: [] },
  );
  say(id);
  if (n % 4 === 0) await pause(Math.random() * 30);
  if (n % 20 === 0) await database.snapshot();
}
await database.close();
