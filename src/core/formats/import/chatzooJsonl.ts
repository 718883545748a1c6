import { asObject } from './foreign/check.ts';
import type { ImportFormat } from './format.ts';
import { placeOnLine } from './own/place.ts';
import { readRecord } from './own/record.ts';
import { versionOf } from './own/version.ts';

/** Our own JSON Lines export: a session a line. */
export const chatzooJsonl: ImportFormat = {
  id: 'jsonl',
  label: 'ChatZoo JSON Lines',
  shapes: ['jsonl'],
  recognises: content => content.shape === 'jsonl' && content.first.some(isOurs),
  async *read(content, context) {
    if (content.shape !== 'jsonl') return;
    for await (const item of content.rows) {
      const place = placeOnLine(item.line);
      if ('broken' in item) {
        yield { at: place(''), refused: item.broken };
        continue;
      }
      if (!isOurs(item.row)) {
        yield { at: place('format'), refused: context.t('It must be one of {0}.', FORMAT) };
        continue;
      }
      const found = versionOf(asObject(item.row)?.['version'], context);
      if ('refused' in found) yield { at: place('version'), refused: found.refused };
      else
        yield* readRecord(item.row, place, context, {
          version: found.version,
          frameFields: ['format', 'version'],
        });
    }
  },
};

const FORMAT = 'chatzoo-session';

function isOurs(row: unknown): boolean {
  return asObject(row)?.['format'] === FORMAT;
}
