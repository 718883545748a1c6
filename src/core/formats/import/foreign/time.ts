import type { Timestamp } from '../../../model.ts';

/** The last instant that a Date can hold, in nanoseconds: the finest unit that is understood. */
export const LAST_NUMBER = 8.64e21;

/**
 * The instant that a file means; 0 where it says nothing, so that reading it again gives the same.
 *
 * A number is in seconds, milliseconds, microseconds or nanoseconds since 1970: which one shows from
 * its size, as no file is older than 1973 or younger than the year 5138.
 */
export function millisOf(value: number | string | null | undefined): Timestamp {
  if (typeof value === 'string') return instantOf(value) ?? 0;
  if (value === null || value === undefined) return 0;
  if (value < 1e11) return Math.round(value * 1000);
  if (value < 1e14) return Math.round(value);
  return Math.round(value < 1e17 ? value / 1e3 : value / 1e6);
}

const DATE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/;

/**
 * A date in ISO 8601, with a blank or a T before the time, or a number in digits. A time without a
 * zone counts as UTC: the machine that reads it must not matter.
 *
 * @returns undefined if it is none, or before 1970.
 */
export function instantOf(text: string): Timestamp | undefined {
  if (/^\d{1,15}(\.\d{1,9})?$/.test(text)) return millisOf(Number(text));
  const match = DATE.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
    match;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0').slice(0, 3)),
  );
  const instant = local - zoneOf(zone);
  return instant >= 0 ? instant : undefined;
}

/** How far ahead of UTC, in milliseconds. */
function zoneOf(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
