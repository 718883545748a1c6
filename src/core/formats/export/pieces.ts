import type { SessionRecord } from '../record.ts';
import type { ExportContext, ExportFormat } from './format.ts';

/** Gives the rows of one session; each is written as soon as it is made. */
export type RowsOf = (record: SessionRecord, context: ExportContext) => Iterable<unknown>;

/** A JSON array with a row a line, written row by row. */
export function jsonArray(rowsOf: RowsOf): ExportFormat['render'] {
  return async function* render(records, context) {
    let before = '[\n';
    for await (const record of records) {
      for (const row of rowsOf(record, context)) {
        yield before + jsonLine(row);
        before = ',\n';
      }
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  };
}

/** A JSON value a line. */
export function jsonLines(rowsOf: RowsOf): ExportFormat['render'] {
  return async function* render(records, context) {
    for await (const record of records) {
      for (const row of rowsOf(record, context)) yield jsonLine(row) + '\n';
    }
  };
}

/**
 * JSON on one line for every reader: line ends of Unicode, which JSON allows inside strings and at
 * which some readers part lines, are escaped.
 */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
