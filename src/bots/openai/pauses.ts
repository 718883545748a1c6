/** Longest pause that a reply makes; a server that wants a longer one has the reply fail. */
export const LONGEST_PAUSE_MS = 60_000;
/** Longest pause that a server is believed, in milliseconds: so long others are asked in its place. */
export const LONGEST_WISH_MS = 3_600_000;
export const FIRST_PAUSE_MS = 1000;
/** Longest pause where the server names none. */
const LONGEST_BACKOFF_MS = 30_000;
/** By so much pauses differ at random, so that panes that were refused together do not come again together. */
const JITTER = 0.25;

/** The pause before the next attempt: doubled each time. @param attempt 0 for the first. */
export function backoffMs(attempt: number, firstMs: number, random = Math.random()): number {
  return Math.min(firstMs * 2 ** attempt, LONGEST_BACKOFF_MS) * (1 + JITTER * random);
}

const PLAIN_NUMBER = /^\d+(?:\.\d+)?$/;

/**
 * The pause that a server asks for, in milliseconds: `Retry-After` in seconds or as a date, or
 * `retry-after-ms` as OpenAI and Azure send it.
 *
 * @param now milliseconds since 1970.
 */
export function askedPauseMs(headers: Headers, now: number): number | undefined {
  const precise = headers.get('retry-after-ms')?.trim() ?? '';
  if (PLAIN_NUMBER.test(precise)) return Number(precise);
  const text = headers.get('retry-after')?.trim() ?? '';
  if (text === '') return undefined;
  if (PLAIN_NUMBER.test(text)) return Number(text) * 1000;
  // A date has a day or a month in letters; a bare number with a sign would be read as a year.
  const date = /[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
