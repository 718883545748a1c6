import type { ExportFormat } from '../../core/formats/format.ts';
import type { SessionId } from '../../core/model.ts';
import type { Arena } from './arena.ts';

export interface ExportedFile {
  /** Without a folder; safe on every file system. */
  readonly fileName: string;
  readonly text: string;
}

/** A session as a file in this format. @throws Refusal `unknownSession` */
export async function exportSession(
  arena: Arena,
  id: SessionId,
  format: ExportFormat,
): Promise<ExportedFile> {
  const { session, turns, votes } = await arena.snapshot(id);
  arena.sessions.release(id);
  const day = new Date(session.createdAt).toISOString().slice(0, 10);
  return {
    fileName: `${day} ${safeName(session.title)}.${format.extension}`,
    text: format.render({ session, turns, votes }),
  };
}

/** A title as a file name: without what Windows, macOS or Linux refuse, and not too long. */
export function safeName(title: string): string {
  const clean = Array.from(title)
    // eslint-disable-next-line no-control-regex -- control characters are what must go
    .map(character => (/[<>:"/\\|?*\u0000-\u001f\u007f]/.test(character) ? ' ' : character))
    .slice(0, 50)
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return clean === '' ? 'session' : clean;
}
