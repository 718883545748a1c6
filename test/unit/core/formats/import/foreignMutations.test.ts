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
  ...[chatzooDatabase, chatzooDownload, fastchatLog, fastchatBattles, shareGpt, lmArena],
  ...[openWebUiChats, openWebUiFeedback, chatGpt],
];

/** Numbers in 0 … 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Holder = Record<string, unknown>;

/** Every place in a value: the object or list that holds it, and its key there. */
function placesIn(root: unknown): [Holder, string][] {
  const places: [Holder, string][] = [];
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      places.push([value as Holder, key]);
      if (member !== undefined) open.push(member);
    }
  }
  return places;
}

function deep(levels: number): unknown {
  let value: unknown = [];
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Values that stand where something else is awaited. */
const STRANGERS: readonly (() => unknown)[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    Infinity,
    '',
    'A',
    '\ud800',
    '__proto__',
    '[]',
    '{}',
    'null',
  ].map(value => () => value),
  () => [],
  () => ({}),
  () => JSON.parse('{"__proto__":{"x":1},"constructor":null,"length":-1}') as unknown,
  () => deep(500),
  () => Array.from({ length: 100 }, (_, i) => i),
  () => 'x'.repeat(100_000),
];

function mutated(value: unknown, random: () => number): unknown {
  const root: Holder = { root: structuredClone(value) };
  const times = 1 + Math.floor(random() * 3);
  for (let i = 0; i < times; i++) {
    const places = placesIn(root);
    const place = places[Math.floor(random() * places.length)];
    if (place === undefined) break;
    const [holder, key] = place;
    const what = random();
    if (what < 0.25) Reflect.deleteProperty(holder, key);
    else if (what < 0.6) {
      holder[key] = STRANGERS[Math.floor(random() * STRANGERS.length)]!();
    } else {
      // A part of the file itself at the wrong place.
      const [from, part] = places[Math.floor(random() * places.length)]!;
      holder[key] = structuredClone(from[part]);
    }
  }
  return root['root'];
}

async function valueOf(content: Content): Promise<unknown> {
  if (content.shape === 'json') return content.value;
  if (content.shape === 'tables') return Object.fromEntries(content.tables);
  const rows: unknown[] = [];
  for await (const line of content.rows) if ('row' in line) rows.push(line.row);
  return rows;
}

/** A mutated value in the shape that the format reads; tables keep being tables of rows of cells. */
function asContent(shape: Content['shape'], value: unknown): Content {
  if (shape === 'json') return json(value);
  if (shape !== 'tables') return jsonl(Array.isArray(value) ? value : [value], shape);
  const tables = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return tablesOf(
    Object.fromEntries(
      tables.map(([name, rows]) => [name, Array.isArray(rows) ? rows.map(cells) : []]),
    ),
  );
}

function cells(row: unknown): object {
  if (typeof row !== 'object' || row === null) return {};
  const isCell = (cell: unknown): boolean => cell === null || ['string', 'number'].includes(typeof cell); // prettier-ignore
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => isCell(cell)));
}

describe('files of other programs with random damage', () => {
  it.each(foreignFiles())('$file never throws and never gives an unsound record', async one => {
    const format = FORMATS.find(({ id }) => id === one.format)!;
    const { shape } = contentOf(one.file);
    const value = await valueOf(contentOf(one.file));
    for (let seed = 1; seed <= 100; seed++) {
      const damaged = mutated(value, randomFrom(seed));
      expect(() => format.recognises(asContent(shape, damaged))).not.toThrow();
      const { records, refused } = await readAll(format, asContent(shape, damaged));
      expect([seed, ...records.flatMap(faultsOf)]).toEqual([seed]);
      expect(refused.every(({ refused: why, at }) => why !== '' && at !== '')).toBe(true);
    }
    expect(Object.prototype).not.toHaveProperty('x');
  });
});
