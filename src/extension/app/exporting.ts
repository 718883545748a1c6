import type { Content, ExportFormat, LeftOut } from '../../core/formats/export/format.ts';
import { pseudonymWith, redact } from '../../core/formats/export/redact.ts';
import { EXPORT_FORMATS } from '../../core/formats/export/registry.ts';
import type { SessionRecord } from '../../core/formats/record.ts';
import type { SessionId, Timestamp } from '../../core/model.ts';
import type { RecordStore } from './ports.ts';

export interface ExportPlan {
  readonly format: ExportFormat;
  readonly ids: readonly SessionId[];
  readonly content: Content;
  /** With it, names of people become "annotator-xxxxxxxx"; the same salt gives the same pseudonyms. */
  readonly salt?: string | undefined;
}

export interface ExportTools {
  readonly records: RecordStore;
  /** SHA-256 as hex. */
  readonly hash: (text: string) => string;
  readonly now: () => Timestamp;
}

export interface ExportProgress {
  /** Rendered so far. */
  readonly sessions: number;
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}

/**
 * Gives the file piece by piece, one session in memory at a time; `progress()` may be read at any
 * moment. A session deleted meanwhile is skipped.
 *
 * @throws StoreError while the pieces are read.
 */
export function exportSessions(
  { format, ids, content, salt }: ExportPlan,
  { records, hash, now }: ExportTools,
): { readonly pieces: AsyncIterable<string>; readonly progress: () => ExportProgress } {
  const leftOut = new Map<LeftOut, number>();
  let sessions = 0;
  const pseudonym = salt === undefined ? undefined : pseudonymWith(salt, hash);
  async function* redacted(): AsyncIterable<SessionRecord> {
    for (const id of ids) {
      const record = await records.get(id);
      if (!record) continue;
      yield redact(record, { content, pseudonym });
      sessions += 1;
    }
  }
  const pieces = format.render(redacted(), {
    content,
    exportedAt: now(),
    sessions: ids.length,
    onLeftOut: reason => leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1),
  });
  return { pieces, progress: () => ({ sessions, leftOut: new Map(leftOut) }) };
}

/** Characters of a file name; more is refused somewhere. */
const LONGEST = 80;

/**
 * Default file name: [A-Za-z0-9._ -]{1,80}, no leading dot or dash, not reserved on any system. It
 * begins with the day, so no title can make it a name of a device.
 */
export function exportFileName(
  title: string | undefined,
  now: Timestamp,
  format: ExportFormat,
): string {
  const day = new Date(now).toISOString().slice(0, 10);
  // Where formats share an extension, all but the first say which they are.
  const owner = EXPORT_FORMATS.find(({ extension }) => extension === format.extension);
  const end = `${owner && owner.id !== format.id ? ` ${format.id}` : ''}.${format.extension}`;
  const name = plainWords(title ?? '') || 'chatzoo';
  const start = `${day} ${name}`.slice(0, LONGEST - end.length).replace(/[ .-]+$/, '');
  return start + end;
}

/** What is left of a title in plain ASCII; é is e, and what has no such form is a blank. */
function plainWords(title: string): string {
  return title
    .slice(0, 1000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, ' ')
    .replace(/\.{2,}/g, ' ')
    .replace(/ +/g, ' ')
    .replace(/^[ ._-]+|[ .]+$/g, '');
}
