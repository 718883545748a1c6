import { csvFields } from './csvFields.ts';

const DELIMITERS = [',', '\t', ';'];

/** Where a file of CSV has what, by columns from 0. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly columns: number;
  readonly a: number;
  readonly b: number;
  readonly winner: number;
  /** -1 if there is none; so for the voter. */
  readonly time: number;
  readonly voter: number;
}

/** What a header line says. @returns undefined if it names no battles */
export function csvHeader(line: string): CsvHeader | undefined {
  for (const delimiter of DELIMITERS) {
    const fields = csvFields(line.trim(), delimiter);
    if (typeof fields === 'string') continue;
    const names = fields.map(name => name.trim());
    const header = {
      delimiter,
      columns: names.length,
      a: names.indexOf('model_a'),
      b: names.indexOf('model_b'),
      winner: names.indexOf('winner'),
      time: names.indexOf('tstamp'),
      voter: names.indexOf('judge'),
    };
    if (header.a >= 0 && header.b >= 0 && header.winner >= 0) return header;
  }
  return undefined;
}
