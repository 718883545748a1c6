import * as vscode from 'vscode';
import { cleanKey, isHeaderValue } from '../../bots/requestHeaders.ts';

/**
 * Why no request could carry this; undefined if one could, and for an empty one, which forgets the stored one.
 *
 * @param header that carries it; without one it is an API key.
 */
export function secretProblem(value: string, header: string | undefined): string | undefined {
  const { t } = vscode.l10n;
  if (value.trim() === '') return undefined;
  if (header !== undefined) {
    return isHeaderValue(value.trim())
      ? undefined
      : t('A header is one line of Latin letters, digits and signs.');
  }
  return cleanKey(value) !== undefined
    ? undefined
    : t(
        'A key is one word of Latin letters, digits and signs. Copy it again, without what is around it.',
      );
}
