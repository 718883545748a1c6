import type { Content } from '../format.ts';
import { asObject } from './check.ts';

/** One entry of a file, with its place. */
export type Item =
  | { readonly at: string; readonly row: unknown }
  | { readonly at: string; readonly refused: string };

/** The entries of a list in one document, or the lines of a file; a document that is no list is one entry. */
export async function* itemsOf(content: Content): AsyncGenerator<Item> {
  switch (content.shape) {
    case 'json':
      if (!Array.isArray(content.value)) yield { at: '$', row: content.value };
      else
        for (const [i, row] of (content.value as unknown[]).entries()) yield { at: `[${i}]`, row };
      return;
    case 'jsonl':
    case 'csv':
      for await (const line of content.rows) {
        const at = String(line.line);
        yield 'broken' in line ? { at, refused: line.broken } : { at, row: line.row };
      }
      return;
    case 'tables':
      return;
  }
}

/** How many entries are looked at to recognise a format. */
const ENOUGH = 20;

/** The first entries of a file that are objects. */
export function samplesOf(content: Content): Readonly<Record<string, unknown>>[] {
  return firstOf(content)
    .map(asObject)
    .filter(entry => entry !== undefined);
}

function firstOf(content: Content): readonly unknown[] {
  switch (content.shape) {
    case 'json':
      return Array.isArray(content.value)
        ? (content.value as unknown[]).slice(0, ENOUGH)
        : [content.value];
    case 'jsonl':
    case 'csv':
      return content.first.slice(0, ENOUGH);
    case 'tables':
      return [];
  }
}
