import { describe, expect, it } from 'vitest';
import { csvRow } from '../../../../../src/core/formats/export/csv.ts';
import cells from '../../../../fixtures/hostile/cells.json' with { type: 'json' };

/** RFC 4180, read as strictly as it is written. */
function parse(row: string): string[] {
  expect(row.endsWith('\r\n')).toBe(true);
  const found: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/gy;
  while (cell.lastIndex < row.length) {
    const [, quoted, bare = ''] = cell.exec(row)!;
    found.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
  }
  return found;
}

/** As docs/formats.md says to undo it. */
function restored(cell: string): string {
  return /^'+(?:[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])/.test(cell)
    ? cell.slice(1)
    : cell;
}

describe('csvRow', () => {
  it.each(cells)(
    'writes %j so that no sheet takes it for a formula, and it can be read back',
    text => {
      const [before, cell, after, ...more] = parse(csvRow(['a', text, 7]));
      expect([before, after, more]).toEqual(['a', '7', []]);
      const isNumber = /^-?\d+([.]\d+)?$/.test(text);
      if (!isNumber) expect(cell).not.toMatch(/^[\s\ufeff]*[=+\-@＝＋－＠\t\r\n]/);
      expect(restored(cell!)).toBe(text);
    },
  );

  it.each(["'=1", "''=1", "'-5", "'tis", ' =1', '\u200b=1', '-1e9', '+5', '1,5', '', '"'])(
    'gives %j back',
    text => {
      expect(restored(parse(csvRow([text]))[0]!)).toBe(text);
    },
  );

  it('leaves numbers, truth and what is not there alone', () => {
    expect(csvRow([-5, 3.14, '-1.5e-3', true, undefined, 'tea'])).toBe(
      '-5,3.14,-1.5e-3,true,,tea\r\n',
    );
  });

  it('is quick for long blanks', () => {
    const started = performance.now();
    csvRow([' '.repeat(500_000), "'".repeat(500_000)]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
