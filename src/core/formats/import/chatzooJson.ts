import { asObject } from './foreign/check.ts';
import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import { eventually } from './own/eventually.ts';
import { placeIn } from './own/place.ts';
import { readRecord } from './own/record.ts';
import { versionOf } from './own/version.ts';

const FRAME = ['format', 'version', 'content', 'exportedAt', 'sessions'];

/** Our own JSON export, and the document with one session that version 1 wrote. */
export const chatzooJson: ImportFormat = {
  id: 'json',
  label: 'ChatZoo JSON',
  shapes: ['json'],
  recognises: content => formatOf(content) !== undefined,
  read: (content, context) => eventually(read(content, context)),
};

function* read(content: Content, context: ImportContext): Generator<Found> {
  const document = content.shape === 'json' ? asObject(content.value) : undefined;
  const format = formatOf(content);
  if (!document || !format) return;
  const found = versionOf(document['version'], context);
  if ('refused' in found) {
    yield { at: 'version', refused: found.refused };
    return;
  }
  const { version } = found;
  if (format === 'chatzoo-session') {
    yield* readRecord(document, placeIn(''), context, { version, frameFields: FRAME });
    return;
  }
  for (const field of Object.keys(document)) if (!FRAME.includes(field)) context.onNotKept(field);
  const sessions = document['sessions'];
  if (Array.isArray(sessions))
    for (const [index, each] of sessions.entries())
      yield* readRecord(each, placeIn(`sessions[${index}]`), context, { version });
  else yield { at: 'sessions', refused: context.t('It must be of the type {0}.', 'array') };
}

function formatOf(content: Content): 'chatzoo-sessions' | 'chatzoo-session' | undefined {
  const format = content.shape === 'json' ? asObject(content.value)?.['format'] : undefined;
  return format === 'chatzoo-sessions' || format === 'chatzoo-session' ? format : undefined;
}
