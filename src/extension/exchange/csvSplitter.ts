/** A quote that nobody closes would else take the rest of the file into memory; in UTF-16 code units. */
const MOST_OF_A_FIELD = 64 * 1024 ** 2;
const MOST_FIELDS = 10_000;

export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** What is wrong with it; it then ends at the end of the line. */
  readonly fault?: string | undefined;
}

/**
 * Splits CSV into records, whatever the chunks: fields may be in quotes, with the quote doubled inside
 * and line breaks kept; records end at LF or CRLF; empty lines are none.
 *
 * @see RFC 4180
 */
export function createCsvSplitter(delimiter: string): {
  feed(chunk: string): readonly CsvRecord[];
  end(): readonly CsvRecord[];
} {
  let records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = '';
  let fault: string | undefined;
  /** `closed`: behind a quote in a quoted field, which ends it or is the first of two. */
  let state: 'begin' | 'plain' | 'quoted' | 'closed' = 'begin';
  let line = 1;
  let begins = 1;

  const endField = (): void => {
    if (fields.length < MOST_FIELDS) fields.push(field);
    else fault ??= `It has more than ${MOST_FIELDS} columns.`;
    field = '';
    state = 'begin';
  };
  const endRecord = (): void => {
    if (state !== 'quoted' && field.endsWith('\r') && !fault) field = field.slice(0, -1);
    const isBlank = fields.length === 0 && field === '' && state !== 'closed' && !fault;
    endField();
    if (!isBlank) records.push({ line: begins, fields, fault });
    fields = [];
    fault = undefined;
    begins = line;
  };
  const take = (character: string): void => {
    switch (state) {
      case 'quoted':
        if (character === '"') state = 'closed';
        else field += character;
        if (field.length <= MOST_OF_A_FIELD) return;
        fault = 'A field is longer than 64 MiB: its closing quote may be missing.';
        field = '';
        state = 'plain';
        return;
      case 'closed':
        if (character === '"') {
          field += character;
          state = 'quoted';
        } else if (character === delimiter) endField();
        else if (character !== '\r') {
          fault ??= 'Behind a closing quote there must be a delimiter or the end of the line.';
          state = 'plain';
        }
        return;
      case 'begin':
      case 'plain':
        if (character === delimiter) endField();
        else if (character === '"' && state === 'begin') state = 'quoted';
        else {
          // What is broken is not kept.
          if (!fault) field += character;
          state = 'plain';
        }
    }
  };
  const given = (): readonly CsvRecord[] => {
    const found = records;
    records = [];
    return found;
  };
  return {
    feed(chunk) {
      for (let at = 0; at < chunk.length; at++) {
        const character = chunk.charAt(at);
        if (character === '\n') line++;
        if (character === '\n' && state !== 'quoted') endRecord();
        else take(character);
      }
      return given();
    },
    end() {
      if (state === 'quoted') {
        fault ??= 'The closing quote of a field is missing.';
        state = 'plain';
      }
      endRecord();
      return given();
    },
  };
}
