import type { Timestamp } from '../../../core/model.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Says how long before `now` something was. */
export type Ago = (at: Timestamp, now: Timestamp) => string;

/**
 * Speaks of times in the shortest words of a language: "now", "5m ago", "yesterday"; from a week on
 * the date. What a clock that was set back makes lie ahead is "now".
 */
export function agoIn(language: string): Ago {
  // To make a formatter takes longer than to format a page of rows.
  const words = new Intl.RelativeTimeFormat(language, { style: 'narrow', numeric: 'auto' });
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
  const dayOfYear = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return (at, now) => {
    const passed = Math.max(0, now - at);
    if (passed < MINUTE) return words.format(0, 'second');
    if (passed < HOUR) return words.format(-Math.floor(passed / MINUTE), 'minute');
    if (passed < DAY) return words.format(-Math.floor(passed / HOUR), 'hour');
    if (passed < 7 * DAY) return words.format(-Math.floor(passed / DAY), 'day');
    const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    return (isThisYear ? day : dayOfYear).format(at);
  };
}
