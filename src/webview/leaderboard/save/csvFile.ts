import { BYTE_ORDER_MARK, csvRow } from '../../../core/formats/export/csv.ts';

type Cell = string | number | boolean | undefined;

/** A table as it goes into a file: whole numbers and names, not what is rounded for the eye. */
export interface SavedTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The content of a CSV file that no spreadsheet takes for formulas. */
export function csvFile(
  head: SavedTable['head'],
  rows: SavedTable['rows'],
): { readonly kind: 'csv'; readonly text: string } {
  return { kind: 'csv', text: BYTE_ORDER_MARK + [head, ...rows].map(csvRow).join('') };
}
