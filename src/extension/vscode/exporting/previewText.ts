import type { Translate } from '../../../core/text.ts';
import { sizeOf, type Sample } from './sample.ts';
import { bytesText } from '../sessionsView/bytes.ts';

/**
 * The beginning of the file as the preview shows it, with a last line that says what follows. Rows of
 * JSON Lines are spread over several lines: nobody reads one that is a thousand characters wide.
 */
export function previewText(
  sample: Sample,
  of: {
    readonly sessions: number;
    readonly language: string;
    /** Of the file, without the dot. */
    readonly extension: string;
  },
  t: Translate,
): string {
  const { text, state } = sample;
  if (text === '') return `… ${t('Nothing is left of these sessions in this format.')}\n`;
  const shown = of.extension === 'jsonl' ? spread(text) : text;
  const { bytes, exact } = sizeOf(sample, of.sessions);
  const more = bytes - Buffer.byteLength(text);
  if (state === 'whole' && more <= 0) return shown;
  const size = bytesText(Math.max(0, more), of.language);
  const line = exact ? t('{0} more follow in the file', size) : t('about {0} more follow', size);
  return `${shown}\n\n… ${line}\n`;
}

function spread(rows: string): string {
  return rows
    .split('\n')
    .map(row => {
      try {
        return row === '' ? row : JSON.stringify(JSON.parse(row), undefined, 2);
      } catch {
        // The last row may be cut.
        return row;
      }
    })
    .join('\n');
}
