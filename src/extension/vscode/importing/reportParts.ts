import type { Translate } from '../../../core/text.ts';

/** A text of more characters is cut: what comes from a file may be of any length. */
const SHOWN = 200;

/** Nothing for an empty list; a last line says how much is not listed. */
export function section(
  heading: string,
  sentence: string | undefined,
  lines: readonly string[],
  total: number,
  t: Translate,
): string[] {
  if (lines.length === 0) return [];
  const more = total - lines.length;
  return [
    `## ${heading}`,
    ...(sentence === undefined ? [] : [sentence]),
    list(more > 0 ? [...lines, t('… and {0} more', more)] : lines),
  ];
}

export function list(lines: readonly string[]): string {
  return lines.map(line => `- ${line}`).join('\n');
}

/** Text of the file for one line of Markdown: cut, on one line, every mark escaped. */
export function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = Array.from(line);
  const short = characters.length <= SHOWN ? line : `${characters.slice(0, SHOWN - 1).join('')}…`;
  return short
    .replace(/[\\`*_[\]{}<>#|!~$&]/g, '\\$&')
    .replace(/^([-+=]|\d+(?=[.)]))/, mark => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}
