import { copyFile, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import type { ReplyId, SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import { SCHEMA_VERSION } from '../../../../src/extension/store/migrations.ts';
import { aReply, aTurn, aVote } from '../../../support/builders.ts';
import { StoreFolder, type Opened } from './storeFolder.ts';

// A database and its journal as a window of an older schema left them when it was killed, with what it knew.
describe.each([2, 3])('a database of schema %i', schema => {
  const fixture = (name: string): string =>
    fileURLToPath(new URL(`../../../fixtures/databases/schema-${schema}/${name}`, import.meta.url));
  let known: SessionRecord[];
  let folder: StoreFolder;
  beforeEach(async () => {
    known = JSON.parse(await readFile(fixture('records.json'), 'utf8')) as SessionRecord[];
    folder = await StoreFolder.create();
    await copyFile(fixture('zoo.db'), folder.path);
    await copyFile(fixture('zoo.db.journal'), `${folder.path}.journal`);
  });
  afterEach(() => folder.remove());

  const allOf = ({ stores }: Opened): Promise<(SessionRecord | undefined)[]> =>
    Promise.all(known.map(({ session }) => stores.records.get(session.id)));
  const versionOf = ({ database }: Opened): Promise<unknown> =>
    database.read(all => all('PRAGMA user_version'));

  it('loses nothing, nor does its journal', async () => {
    const opened = await folder.open();
    expect(await versionOf(opened)).toEqual([{ user_version: SCHEMA_VERSION }]);
    expect(opened.notices).toEqual([]);
    expect(await allOf(opened)).toEqual(known);
    expect(known.flatMap(({ turns }) => turns)).not.toEqual([]);
    expect(known.flatMap(({ votes }) => votes)).not.toEqual([]);
  });

  it('is kept as a backup', async () => {
    const { database } = await folder.open();
    const { backups } = await database.info();
    expect(backups).toHaveLength(1);
    const kept = await readFile(backups[0]!.path);
    expect(kept.equals(await readFile(fixture('zoo.db')))).toBe(true);
  });

  it('keeps what is new from then on, beside what was there', async () => {
    const opened = await folder.open();
    const sessionId = 'in-the-journal' as SessionId;
    const thoughtful = aReply({
      id: 'thoughtful' as ReplyId,
      turnId: 'new' as TurnId,
      thinking: 'Ants have no ears.',
      leftOutTurns: 1,
      tokens: { prompt: 90, completion: 8, evaluated: 11 },
    });
    const turn = aTurn({ id: thoughtful.turnId, sessionId, index: 1, replies: [thoughtful] });
    const ranking = aVote(
      { kind: 'ranking', order: [['B'], ['A']] },
      { id: 'ranking' as VoteId, sessionId, turnId: turn.id, castAt: Date.UTC(2026, 0, 3) },
    );
    const before = known.find(({ session }) => session.id === sessionId)!;
    await opened.stores.records.merge([
      { ...before, turns: [...before.turns, turn], votes: [...before.votes, ranking] },
    ]);
    const again = await folder.open();
    expect((await again.stores.turns.ofSession(sessionId))[1]?.replies).toEqual([thoughtful]);
    expect((await again.stores.votes.ofSession(sessionId)).at(-1)).toEqual(ranking);
    expect((await allOf(again)).slice(0, -1)).toEqual(known.slice(0, -1));
    expect(again.notices).toEqual([]);
  });
});
