import { escapeHtml } from '../../core/formats/export/escapeHtml.ts';
import type { ChartTable } from '../chart.ts';
import type { ChartWords } from '../chartWords.ts';
import { formatsFor } from '../formats.ts';

/** HTML that is safe; a plain string is text and gets escaped. */
export interface Html {
  readonly html: string;
}

export type Content = string | Html;

const htmlOf = (content: Content): string =>
  typeof content === 'string' ? escapeHtml(content) : content.html;

export function section(id: string, title: string, ...parts: readonly Html[]): Html {
  const inside = parts.map(part => part.html).join('\n');
  return { html: `<section id="${id}">\n<h2>${escapeHtml(title)}</h2>\n${inside}\n</section>` };
}

export function paragraph(text: string): Html {
  return { html: `<p>${escapeHtml(text)}</p>` };
}

interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** The first cell of each row is its head. */
export function tableOf(
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
  caption = '',
): Html {
  const look = (index: number) => (columns[index]?.isNumber === true ? ' class="number"' : '');
  const head = columns.map(({ title }, index) => `<th scope="col"${look(index)}>${escapeHtml(title)}</th>`); // prettier-ignore
  const lines = rows.map(cells =>
    cells
      .map((content, index) =>
        index === 0
          ? `<th scope="row">${htmlOf(content)}</th>`
          : `<td${look(index)}>${htmlOf(content)}</td>`,
      )
      .join(''),
  );
  const titled = caption === '' ? '' : `<caption>${escapeHtml(caption)}</caption>\n`;
  const body = lines.map(line => `<tr>${line}</tr>`).join('\n');
  return {
    html: `<div class="box"><table>\n${titled}<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table></div>`,
  };
}

/** Rows of what there may be hundreds of thousands of. */
const MOST_ROWS = 500;

/**
 * A table that ends somewhere, and says how much more there is.
 *
 * @param more rows that there are beside those given.
 */
export function cutTable(
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
  words: ChartWords,
  { caption = '', more = 0 }: { readonly caption?: string; readonly more?: number },
): Html {
  const shown = rows.slice(0, MOST_ROWS);
  const table = tableOf(columns, shown, caption);
  const left = rows.length - shown.length + more;
  if (left === 0) return table;
  const note = paragraph(words.t('{0} more', formatsFor(words).whole(left)));
  return { html: `${table.html}\n${note.html}` };
}

/** The table of a chart: its numbers to the right, in the reader's way of writing. */
export function chartTable({ caption, head, rows }: ChartTable, words: ChartWords): Html {
  const { locale } = words;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: false });
  const isNumber = (column: number) => rows.some(row => typeof row[column] === 'number');
  return cutTable(
    head.map((title, index) => ({ title, isNumber: isNumber(index) })),
    rows.map(row => row.map(value => (typeof value === 'number' ? number.format(value) : value))),
    words,
    { caption },
  );
}

export function definitions(items: readonly (readonly [term: string, meaning: string])[]): Html {
  const lines = items.map(
    ([term, meaning]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(meaning)}</dd>`,
  );
  return { html: `<dl>\n${lines.join('\n')}\n</dl>` };
}

export function list(items: readonly string[]): Html {
  const lines = items.map(item => `<li>${escapeHtml(item)}</li>`);
  return { html: `<ul class="warnings">\n${lines.join('\n')}\n</ul>` };
}
