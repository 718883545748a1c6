import type { LeftOut } from '../../../core/formats/export/format.ts';
import type { Translate } from '../../../core/text.ts';
import { findingsText } from './formRows.ts';
import type { Finding } from './secrets.ts';

/** What is to be said of a file that was written. */
export interface Notes {
  readonly text: string;
  /** Whether there is something to look at that was not shown before. */
  readonly warns: boolean;
}

/**
 * What of the file looks like a secret, and how much the format left out; undefined for neither.
 *
 * @param written `known` is the number of places that the user was told of before.
 */
export function notesOf(
  written: {
    readonly findings: readonly Finding[];
    readonly known: number;
    readonly leftOut: ReadonlyMap<LeftOut, number>;
  },
  t: Translate,
): Notes | undefined {
  const { findings, known, leftOut } = written;
  const left = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  const parts = [
    ...(findings.length === 0 ? [] : [findingsText(findings.length, t)]),
    ...(left === 0 ? [] : [t('left out by the format: {0}', left)]),
  ];
  if (parts.length === 0) return undefined;
  return { text: parts.join(' · '), warns: findings.length > known };
}
