import type { Row } from './statement.ts';
import { StoreError } from './storeError.ts';

// How one column is read. A file can be edited by other programs, so nothing is believed.

export function textIn(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw badRow(column, value);
  return value;
}

export function numberIn(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw badRow(column, value);
  return value;
}

/** @returns undefined for NULL. */
export function textOrNone(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : textIn(row, column);
}

/** @returns undefined for NULL. */
export function numberOrNone(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : numberIn(row, column);
}

export function oneOf<T extends string>(row: Row, column: string, allowed: readonly T[]): T {
  const value = row[column];
  const found = allowed.find(each => each === value);
  if (found === undefined) throw badRow(column, value);
  return found;
}

/** @returns undefined for what is not JSON. */
export function jsonIn(row: Row, column: string): unknown {
  try {
    return JSON.parse(textIn(row, column)) as unknown;
  } catch {
    return undefined;
  }
}

/** A JSON list of texts; what is no text in it is left out. */
export function textsIn(row: Row, column: string): readonly string[] {
  const list = jsonIn(row, column);
  if (!Array.isArray(list)) throw badRow(column, row[column]);
  return list.filter(each => typeof each === 'string');
}

export function badRow(column: string, value: unknown): StoreError {
  return new StoreError(
    'badRow',
    `The database holds ${JSON.stringify(value)} as ${column}, which no version of ChatZoo writes. Was it edited by another program?`,
  );
}
