import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ExportFormat } from '../../../../src/core/formats/export/format.ts';
import { json } from '../../../../src/core/formats/export/json.ts';
import { jsonl } from '../../../../src/core/formats/export/jsonl.ts';
import { conversations } from '../../../../src/core/formats/import/conversations.ts';
import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import { planImport, runImport } from '../../../../src/extension/app/importing.ts';
import type { RecordStore } from '../../../../src/extension/app/ports.ts';
import { aReply, aSession, aTurn, aVote } from '../../../support/builders.ts';
import { NOW } from '../../../support/hashing.ts';
import { importOf } from '../../../support/importing.ts';
import { randomRecords } from '../../../support/randomRecords.ts';
import { StoreFolder } from '../store/storeFolder.ts';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const stores: StoreFolder[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.remove();
});

async function emptyStore(): Promise<RecordStore> {
  return (await openedStore()).records;
}

async function openedStore() {
  const store = await StoreFolder.create();
  stores.push(store);
  const { stores: opened, database } = await store.open();
  return { ...opened, database, path: store.path };
}

async function fileOf(text: string): Promise<string> {
  const file = path.join(folder, `file-${count++}`);
  await writeFile(file, text);
  return file;
}

async function exported(records: readonly SessionRecord[], format: ExportFormat): Promise<string> {
  async function* given(): AsyncIterable<SessionRecord> {
    for (const record of records) yield await Promise.resolve(record);
  }
  const context = { content: 'full', exportedAt: NOW, onLeftOut: () => {} } as const;
  let text = '';
  for await (const piece of format.render(given(), context)) text += piece;
  return text;
}

async function stored(records: RecordStore, like: readonly SessionRecord[]) {
  return Promise.all(like.map(({ session }) => records.get(session.id)));
}

/** Without those that hold nothing: such are not imported. */
function someRecords(count: number, seed: number): readonly SessionRecord[] {
  return randomRecords(2 * count, seed)
    .filter(({ turns, votes }) => turns.length + votes.length > 0)
    .slice(0, count);
}

const one: SessionRecord = {
  session: aSession(),
  turns: [aTurn()],
  votes: [aVote({ kind: 'best', winner: 'A' })],
};

describe('a round trip through a file', () => {
  const written = someRecords(210, 2026);

  it.each([json, jsonl])(
    'as $label gives the sessions as they were, and adds nothing the second time',
    async format => {
      const records = await emptyStore();
      const file = await fileOf(await exported(written, format));
      const plan = await planImport(...importOf(file, records));
      expect(await stored(records, written)).toEqual(written.map(() => undefined));

      const report = await runImport(...importOf(file, records));
      expect(report).toEqual(plan);
      expect(report).toMatchObject({
        formatId: format.id,
        sessions: { added: written.length, extended: 0, known: 0 },
        turnsAdded: written.flatMap(({ turns }) => turns).length,
        votesAdded: written.flatMap(({ votes }) => votes).length,
        refused: [],
        conflicts: [],
        stopped: false,
      });
      expect([...report.notKept]).toEqual([]);
      expect(await stored(records, written)).toEqual(written);

      expect(await runImport(...importOf(file, records))).toMatchObject({
        sessions: { added: 0, extended: 0, known: written.length },
        turnsAdded: 0,
        votesAdded: 0,
        conflicts: [],
        titles: [],
      });
    },
  );

  it('as a database gives the sessions as they were', async () => {
    const few = written.slice(0, 50);
    const from = await openedStore();
    await from.records.merge(few);
    await from.database.close();
    const records = await emptyStore();
    const report = await runImport(...importOf(from.path, records));
    expect(report).toMatchObject({
      formatId: 'chatzoo-store',
      sessions: { added: few.length },
      refused: [],
    });
    expect([...report.notKept]).toEqual([]);
    expect(await stored(records, few)).toEqual(few);
  });

  it.each([2, 3])('takes over a database of schema %i, but for its journal', async schema => {
    const folder = `test/fixtures/databases/schema-${schema}`;
    const known = JSON.parse(readFileSync(`${folder}/records.json`, 'utf8')) as SessionRecord[];
    const records = await emptyStore();
    const report = await runImport(...importOf(`${folder}/zoo.db`, records));
    expect(report).toMatchObject({ sessions: { added: known.length - 1 }, refused: [] });
    expect(await stored(records, known)).toEqual([...known.slice(0, -1), undefined]);
  });
});

describe('an import', () => {
  it('adds to a session what is new in it and leaves the rest as it is stored', async () => {
    const records = await emptyStore();
    await records.merge([one]);
    const second = aTurn({ id: 'turn-2' as never, index: 1 });
    const longer: SessionRecord = {
      session: aSession({ title: 'Another title' }),
      turns: [...one.turns, second],
      votes: [
        ...one.votes,
        aVote({ kind: 'allBad' }, { id: 'vote-2' as never, voter: { kind: 'human', name: 'bo' } }),
      ],
    };
    const file = await fileOf(await exported([longer], json));
    expect(await runImport(...importOf(file, records))).toMatchObject({
      sessions: { added: 0, extended: 1, known: 0 },
      turnsAdded: 1,
      votesAdded: 1,
      conflicts: [{ at: 'sessions[0]', what: 'title' }],
    });
    expect((await records.get(one.session.id))?.session.title).toBe(one.session.title);
  });

  it('plans what it then does, for a file that holds a session twice, far apart', async () => {
    const records = await emptyStore();
    const many = someRecords(201, 1);
    const [first] = many;
    const turn = { ...aTurn({ id: 'new' as never }), sessionId: first!.session.id };
    const replies = turn.replies
      .slice(0, 1)
      .map(reply => ({ ...reply, id: 'new-reply' as never, seat: 'A' }));
    const longer: SessionRecord = {
      ...first!,
      turns: [...first!.turns, { ...turn, index: first!.turns.length, replies }],
    };
    const file = await fileOf(await exported([...many, first!, longer], jsonl));
    const plan = await planImport(...importOf(file, records));
    expect(plan.sessions).toEqual({ added: 201, extended: 1, known: 1 });
    expect(await runImport(...importOf(file, records))).toEqual(plan);
  });

  it('takes over no sessions that are refused, and tells where and why', async () => {
    const records = await emptyStore();
    const bad = aTurn({ replies: [aReply(), { ...aReply(), state: { kind: 'asleep' } as never }] });
    const text = await exported([{ ...one, turns: [bad] }, one], jsonl);
    const file = await fileOf(`${text}{"format": "chatzoo-session", "version": 1\n`);
    expect(await runImport(...importOf(file, records))).toMatchObject({
      sessions: { added: 1 },
      refusedCount: 2,
      refused: [{ at: '1: turns[0].replies[1].state.kind' }, { at: '3' }],
    });
  });

  it('never counts a session as added that holds nothing', async () => {
    const { records, sessions } = await openedStore();
    const empty: SessionRecord = { session: aSession({ title: '' }), turns: [], votes: [] };
    const file = await fileOf(await exported([empty], json));
    expect((await runImport(...importOf(file, records))).sessions.added).toBe(0);
    expect(await records.get(empty.session.id)).toBeUndefined();
    expect(await sessions.draft()).toBeUndefined();
    const titled = { ...empty, session: aSession() };
    const other = await fileOf(await exported([titled], json));
    expect((await runImport(...importOf(other, records))).sessions.added).toBe(1);
    expect(await sessions.draft()).toBeUndefined();
    expect(await sessions.ids()).toEqual([titled.session.id]);
  });

  it('keeps counting what it no longer lists', async () => {
    const records = await emptyStore();
    const file = await fileOf('{"format":"chatzoo-session"}\n'.repeat(1500));
    const { refused, refusedCount } = await planImport(...importOf(file, records));
    expect([refused.length, refusedCount]).toEqual([1000, 1500]);
  });

  it('counts all that differs, also what it no longer lists', async () => {
    const records = await emptyStore();
    const votes = (comment: string) =>
      Array.from({ length: 1500 }, (_, i) =>
        aVote({ kind: 'allBad' }, { id: `vote-${i}` as never, turnId: aTurn().id, comment }),
      );
    await records.merge([{ ...one, votes: votes('bad') }]);
    const file = await fileOf(await exported([{ ...one, votes: votes('worse') }], json));
    const { conflicts, conflictCount } = await planImport(...importOf(file, records));
    expect([conflicts.length, conflictCount]).toEqual([1000, 1500]);
  });

  it('finds nothing else in a file without times, whenever it is read again', async () => {
    const records = await emptyStore();
    const conversations = [
      { from: 'human', value: 'How?' },
      { from: 'gpt', value: 'By scent.' },
    ];
    const file = await fileOf(JSON.stringify([{ id: 'x', conversations }]));
    const [job, tools] = importOf(file, records);
    const after = (wait: number) => runImport(job, { ...tools, now: () => NOW + wait });
    expect((await after(0)).sessions.added).toBe(1);
    const again = await after(1000);
    expect([again.sessions.known, again.conflicts]).toEqual([1, []]);
  });

  it('stops between two batches, keeps what is merged and goes on the next time', async () => {
    const records = await emptyStore();
    const written = someRecords(220, 3);
    const file = await fileOf(await exported(written, jsonl));
    const stop = new AbortController();
    const [job, tools] = importOf(file, records, { signal: stop.signal });
    const merge: RecordStore['merge'] = batch => {
      stop.abort();
      return records.merge(batch);
    };
    const report = await runImport(job, { ...tools, records: { ...records, merge } });
    expect(report).toMatchObject({ stopped: true, sessions: { added: 100 } });
    expect((await runImport(...importOf(file, records))).sessions).toEqual({
      added: 120,
      extended: 0,
      known: 100,
    });
  });

  it('tells how far it is', async () => {
    const told: number[] = [];
    const file = await fileOf(await exported(randomRecords(30, 4), jsonl));
    const [job, tools] = importOf(file, await emptyStore(), {
      onProgress: done => told.push(done),
    });
    let clock = NOW;
    await runImport(job, { ...tools, now: () => (clock += 10) });
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(30);
  });

  it('refuses a file of no known format, and names those that are known', async () => {
    const records = await emptyStore();
    const file = await fileOf('{"recipe": "soup"}');
    await expect(planImport(...importOf(file, records))).rejects.toMatchObject({
      code: 'unknownFormat',
      message: expect.stringContaining('ChatZoo JSON') as string,
    });
    const lines = await fileOf('{"a":1}\n{"a":2}\n');
    const chosen = importOf(lines, records, { format: conversations });
    await expect(planImport(...chosen)).rejects.toMatchObject({ code: 'unknownFormat' });
  });

  it('reads JSON Lines of a single line', async () => {
    const records = await emptyStore();
    const file = await fileOf(await exported([one], jsonl));
    expect((await runImport(...importOf(file, records))).sessions.added).toBe(1);
  });
});
