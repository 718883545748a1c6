import type { Rows } from '../../core/formats/import/format.ts';
import { createCsvSplitter, type CsvRecord } from './csvSplitter.ts';

/** The records below the header line, each by column name. */
export async function* csvRows(chunks: AsyncIterable<string>, delimiter: string): Rows {
  let header: readonly string[] | undefined;
  for await (const { line, fields, fault } of recordsOf(chunks, delimiter)) {
    if (fault) yield { line, broken: fault };
    else if (!header) header = fields;
    else if (fields.length === header.length) yield { line, row: byName(header, fields) };
    else
      yield {
        line,
        broken: `The record has ${fields.length} columns, the header has ${header.length}.`,
      };
  }
}

async function* recordsOf(
  chunks: AsyncIterable<string>,
  delimiter: string,
): AsyncIterable<CsvRecord> {
  const splitter = createCsvSplitter(delimiter);
  for await (const chunk of chunks) yield* splitter.feed(chunk);
  yield* splitter.end();
}

function byName(header: readonly string[], fields: readonly string[]): unknown {
  // Without a prototype a column named __proto__ is a column.
  const row = Object.create(null) as Record<string, string>;
  for (const [index, name] of header.entries()) {
    // U+0000 is no character of any text, and ends it in a database.
    row[name] = (fields[index] ?? '').replaceAll('\0', '\uFFFD');
  }
  return row;
}
