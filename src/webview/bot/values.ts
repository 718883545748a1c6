import type { FieldLimits, FormField } from '../../protocol/botPage.ts';
import { t } from '../l10n.ts';

type Values = Readonly<Record<string, unknown>>;

/** The value of a field in an entry, whatever it is. */
export function valueAt(entry: Values, path: readonly string[]): unknown {
  let value: unknown = entry;
  for (const key of path)
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

/** The same for the same field, and nothing else's. */
export function idOf({ path }: Pick<FormField, 'path'>): string {
  return path.join('.');
}

export function isWithin(value: number, limits: FieldLimits): boolean {
  const { minimum, maximum = Infinity, exclusiveMinimum = false, integer = false } = limits;
  // What is no number at all is not within either.
  const isAbove = exclusiveMinimum ? value > minimum : value >= minimum;
  return isAbove && value <= maximum && (!integer || Number.isSafeInteger(value));
}

/** What numbers a field takes, in words. */
export function limitsText({ minimum, maximum, exclusiveMinimum, integer }: FieldLimits): string {
  if (integer === true) {
    return maximum === undefined
      ? t('a whole number, {0} or more', minimum)
      : t('a whole number from {0} to {1}', minimum, maximum);
  }
  if (maximum === undefined) return t('a number, {0} or more', minimum);
  return exclusiveMinimum === true
    ? t('a number above {0}, at most {1}', minimum, maximum)
    : t('a number from {0} to {1}', minimum, maximum);
}
