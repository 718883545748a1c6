import type * as z from 'zod/mini';
import type { Translate } from '../../../text.ts';

/** Names a place of the file by the path below the entry that is read; '' is the entry itself. */
export type Place = (path: string) => string;

/** The entry at `at` of a document: `sessions[3]` and `turns[0]` make `sessions[3].turns[0]`. */
export function placeIn(at: string): Place {
  return path => [at, path].filter(part => part !== '').join('.');
}

/** The entry on a line: `12` and `turns[0]` make `12: turns[0]`. */
export function placeOnLine(line: number): Place {
  return path => (path === '' ? String(line) : `${line}: ${path}`);
}

export function pathOf(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>(
    (path, part) => (typeof part === 'number' ? `${path}[${part}]` : placeIn(path)(String(part))),
    '',
  );
}

/** What a schema found wrong, as a sentence; the place says where. */
export function whatIsWrong(issue: z.core.$ZodIssue | undefined, t: Translate): string {
  switch (issue?.code) {
    case 'invalid_type':
      return t('It must be of the type {0}.', issue.expected);
    case 'invalid_value':
      return t('It must be one of {0}.', issue.values.map(String).join(', '));
    case 'not_multiple_of':
      return t('It must be a whole number that is not negative.');
    case 'too_small':
      if (issue.origin === 'number') return t('It must be a whole number that is not negative.');
      break;
    case 'too_big':
      if (issue.origin === 'number') return t('It must not be above {0}.', Number(issue.maximum));
      break;
    default:
  }
  return t('It is not what the format asks for.');
}
