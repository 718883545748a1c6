import initSqlJs from 'sql.js';
import { expect, it } from 'vitest';
import { Engine } from '../../../../src/extension/store/engine.ts';
import { addMissing, dropOrphans } from '../../../../src/extension/store/tables.ts';

const ODD = `"o'dd ""table"" ]"`;

async function oddEngine(): Promise<Engine> {
  const engine = new Engine(new (await initSqlJs()).Database());
  engine.script(`CREATE TABLE ${ODD} (id TEXT PRIMARY KEY);
    CREATE TABLE child (id TEXT PRIMARY KEY, "of ""it""" TEXT REFERENCES ${ODD} (id));
    PRAGMA foreign_keys = OFF`);
  return engine;
}

it('reads and cleans tables whatever their names are', async () => {
  const [from, into] = [await oddEngine(), await oddEngine()];
  from.script(`INSERT INTO ${ODD} VALUES ('1');
    INSERT INTO child VALUES ('a', '1'), ('b', 'gone')`);
  addMissing(from, into);
  expect(into.all('SELECT id FROM child')).toEqual([{ id: 'a' }]);
  dropOrphans(from);
  expect(from.all('SELECT id FROM child')).toEqual([{ id: 'a' }]);
  from.close();
  into.close();
});
