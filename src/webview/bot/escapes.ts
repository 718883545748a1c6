import { t } from '../l10n.ts';
import type { Read } from './useTyped.ts';

/** By the letter behind the backslash, as in JSON. */
const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\\': '\\',
  '/': '/',
  '"': '"',
};
/** What a field of one line cannot hold or nobody can see, and the sign that says so. */
const UNSEEN = /[\\\p{Cc}\u2028\u2029]/gu;

/** The text in one line, with what is unseen in it as in JSON. */
export function escaped(text: string): string {
  return text.replace(UNSEEN, sign => {
    const [letter] = Object.entries(LETTERS).find(([, meant]) => meant === sign) ?? [];
    return letter === undefined
      ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
      : `\\${letter}`;
  });
}

/** The text that such a line means. */
export function unescaped(line: string): Read {
  if (!/^(?:[^\\]|\\(?:[nrtbf\\/"]|u[\da-fA-F]{4}))*$/.test(line)) {
    return {
      wrong: t('After a backslash comes n, r, t, u with four digits, or another backslash.'),
    };
  }
  const value = line.replace(/\\(?:u(.{4})|(.))/g, (_, code?: string, letter?: string) =>
    code === undefined
      ? (LETTERS[letter ?? ''] ?? '')
      : String.fromCharCode(Number.parseInt(code, 16)),
  );
  return { value };
}
