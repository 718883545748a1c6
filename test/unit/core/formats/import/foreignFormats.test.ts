import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chatGpt } from '../../../../../src/core/formats/import/chatGpt.ts';
import { chatzooDatabase } from '../../../../../src/core/formats/import/chatzooDatabase.ts';
import { chatzooDownload } from '../../../../../src/core/formats/import/chatzooDownload.ts';
import { fastchatBattles } from '../../../../../src/core/formats/import/fastchatBattles.ts';
import { fastchatLog } from '../../../../../src/core/formats/import/fastchatLog.ts';
import type { Content } from '../../../../../src/core/formats/import/format.ts';
import { lmArena } from '../../../../../src/core/formats/import/lmArena.ts';
import { openWebUiChats } from '../../../../../src/core/formats/import/openWebUiChats.ts';
import { openWebUiFeedback } from '../../../../../src/core/formats/import/openWebUiFeedback.ts';
import { shareGpt } from '../../../../../src/core/formats/import/shareGpt.ts';
import { contentOf, foreignFiles, json, jsonl, readAll, tablesOf } from '../../../../support/foreignFiles.ts'; // prettier-ignore
import { faultsOf } from '../../../../support/recordFaults.ts';

const FORMATS = [
  chatzooDatabase,
  chatzooDownload,
  fastchatLog,
  fastchatBattles,
  shareGpt,
  lmArena,
  openWebUiChats,
  openWebUiFeedback,
  chatGpt,
];

function formatOf(id: string): (typeof FORMATS)[number] {
  return FORMATS.find(format => format.id === id)!;
}

describe('the formats of other programs', () => {
  it.each(foreignFiles())('$file is recognised by $format alone', ({ format, file }) => {
    const recognised = FORMATS.filter(each => each.recognises(contentOf(file)));
    expect(recognised.map(({ id }) => id)).toEqual([format]);
  });

  it('all have a file', () => {
    const withFile = new Set(foreignFiles().map(({ format }) => format));
    expect(withFile).toEqual(new Set(FORMATS.map(({ id }) => id)));
  });

  it.each(foreignFiles())('$file gives sound records, the same every time', async one => {
    const format = formatOf(one.format);
    const first = await readAll(format, contentOf(one.file));
    const second = await readAll(format, contentOf(one.file), { now: 1 });
    expect(first.records.length + first.refused.length).toBeGreaterThan(0);
    expect(first.records.flatMap(faultsOf)).toEqual([]);
    const idsIn = (records: typeof first.records): unknown =>
      records.map(({ session, turns, votes }) => [session.id, turns, votes]);
    expect(idsIn(second.records)).toEqual(idsIn(first.records));
    expect(first.records.every(({ session }) => session.origin === one.format)).toBe(true);
  });

  it.each(foreignFiles())('$file gives what its golden file says', async one => {
    const read = await readAll(formatOf(one.format), contentOf(one.file));
    const said = { ...read, notKept: Object.fromEntries([...read.notKept].sort()) };
    // Ids too: if they changed, importing a file again would bring everything twice.
    await expect(`${JSON.stringify(said, null, 2)}\n`).toMatchFileSnapshot(
      `../../../../fixtures/importGoldens/${one.format}-${path.parse(one.file).name}.json`,
    );
  });

  it('give no two things one id', async () => {
    const ids = new Map<string, string>();
    for (const { format, file } of foreignFiles()) {
      const { records } = await readAll(formatOf(format), contentOf(file));
      for (const { session, turns, votes } of records) {
        const all = [session, ...turns, ...turns.flatMap(turn => turn.replies), ...votes];
        for (const thing of all) {
          const other = ids.get(thing.id);
          expect(other === undefined || other === JSON.stringify(thing), thing.id).toBe(true);
          ids.set(thing.id, JSON.stringify(thing));
        }
      }
    }
    expect(ids.size).toBeGreaterThan(100);
  });

  const odd: readonly unknown[] = [
    ...[null, 0, '', 'text', true, [], {}, [[]], [null], [{}], { id: null }, [[[[]]]]],
    JSON.parse('{"__proto__":[],"constructor":[]}') as unknown,
    { mapping: 3, conversations: 'x', chat: null, data: 7, model_a: 1 },
  ];

  it.each(FORMATS)('$id neither recognises nor chokes on odd content', async format => {
    const contents = (value: unknown): Content[] => [
      json(value),
      jsonl([value]),
      jsonl([value], 'csv'),
      tablesOf({ msg: [], sqlite_stat1: [{ tbl: 'x' }] }),
    ];
    for (const value of odd) {
      for (const content of contents(value)) {
        expect(format.recognises(content)).toBe(false);
        expect((await readAll(format, content)).records.flatMap(faultsOf)).toEqual([]);
      }
    }
  });

  it.each(FORMATS)('$id passes broken lines on', async format => {
    async function* rows(): AsyncGenerator<{ line: number; broken: string }> {
      yield await Promise.resolve({ line: 3, broken: 'No JSON' });
    }
    if (!format.shapes.includes('jsonl')) return;
    const { refused } = await readAll(format, { shape: 'jsonl', first: [], rows: rows() });
    expect(refused).toEqual([{ at: '3', refused: 'No JSON' }]);
  });
});
