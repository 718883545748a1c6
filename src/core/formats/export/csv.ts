/** What Excel, LibreOffice and Google Sheets take for the start of a formula, full-width forms included. */
const FORMULA = /^'*[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]/u;
/** Blanks at the start that make a sheet look at the next character. */
const BLANK = /^'*[\t\r\n]/;
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/;

/**
 * A CSV cell by RFC 4180 that no spreadsheet reads as a formula: such a text gets a leading apostrophe
 * unless it is a plain number. To reverse: where apostrophes are followed by a sign, a tab or a line
 * end, take one away.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  const text = String(value);
  const isDangerous = (FORMULA.test(text) || BLANK.test(text)) && !NUMBER.test(text);
  const safe = isDangerous ? `'${text}` : text;
  return /["\r\n,;\t|]|^[\s\ufeff']|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A row with its line end. */
export function csvRow(cells: readonly (string | number | boolean | undefined)[]): string {
  return cells.map(csvCell).join(',') + '\r\n';
}

/** Without it Excel takes UTF-8 for the code page of the machine. */
export const BYTE_ORDER_MARK = '\ufeff';
