import { JSON_VERSION } from '../../export/json.ts';
import type { ImportContext } from '../format.ts';

/** The version that a file of ours says, or a sentence that says why it cannot be read. */
export function versionOf(
  value: unknown,
  { t }: Pick<ImportContext, 't'>,
): { readonly version: number } | { readonly refused: string } {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    return { refused: t('It must be of the type {0}.', 'number') };
  return value > JSON_VERSION
    ? { refused: t('A newer version of ChatZoo wrote this. Update the extension to read it.') }
    : { version: value };
}
