import * as z from 'zod/mini';
import type { Translate } from '../../../text.ts';
import type { ImportContext } from '../format.ts';
import { instantOf, LAST_NUMBER } from './time.ts';

/** A value of the wanted shape, or a sentence that says which field is not. */
export type Checked<T> = { readonly value: T } | { readonly refused: string };

export function check<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  t: Translate,
): Checked<z.infer<S>> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  return { refused: badField(pathOf(result.error.issues[0]?.path ?? []), t) };
}

/** The sentence for a field that cannot be read; the empty path is the whole value. */
export function badField(path: string, t: Translate): string {
  return path === ''
    ? t('This does not have the shape that the format asks for.')
    : t('The field {0} is missing or cannot be read.', path);
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

/** The value as an object that is no list, else undefined. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** Whether the value is an object with all these fields of its own. */
export function hasFields(value: unknown, ...fields: readonly string[]): boolean {
  const object = asObject(value);
  return object !== undefined && fields.every(field => Object.hasOwn(object, field));
}

const LONGEST_FIELD = 80;

/** Tells of the fields that are none of the known ones; `prefix` is the path to the value. */
export function tellUnknown(
  value: unknown,
  known: readonly string[],
  { onNotKept }: ImportContext,
  prefix = '',
): void {
  for (const field of Object.keys(asObject(value) ?? {})) {
    if (!known.includes(field)) onNotKept(`${prefix}${field}`.slice(0, LONGEST_FIELD));
  }
}

export const name = z.string().check(z.minLength(1));
/** A text or a number that names something. */
export const key = z.union([name, z.number()]);
export const optionalText = z.nullish(z.string());
/** A number of seconds or milliseconds, or a date in ISO 8601; see time.ts. */
export const time = z.union([
  z.number().check(z.nonnegative(), z.lte(LAST_NUMBER)),
  z.string().check(z.refine(text => text === '' || instantOf(text) !== undefined)),
]);
export const optionalTime = z.nullish(time);
