/**
 * The fields of one record of CSV.
 *
 * @param text without the line end behind it; line ends inside quotes are part of a field.
 * @returns `open` if a quote is not closed in it, `stray` if something stands behind a closing one.
 * @see RFC 4180
 */
export function csvFields(text: string, delimiter: string): readonly string[] | 'open' | 'stray' {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      fields.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return fields;
      at = end + 1;
      continue;
    }
    let field = '';
    do {
      const quote = text.indexOf('"', at + 1);
      if (quote < 0) return 'open';
      // Of two quotes the first was kept by the last round's end and the second begins this one.
      field += text.slice(at + 1, quote + 1);
      at = quote + 1;
    } while (text[at] === '"');
    fields.push(field.slice(0, -1));
    if (at === text.length) return fields;
    if (text[at] !== delimiter) return 'stray';
    at++;
  }
}
