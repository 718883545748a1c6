import { describe, expect, it } from 'vitest';
import { agoIn } from '../../../../../src/extension/vscode/sessionsView/relativeTime.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = new Date(2026, 5, 15, 12).getTime();

describe('how long ago something was', () => {
  const ago = agoIn('en');
  it.each([
    [0, 'now'],
    [59_999, 'now'],
    [MINUTE, '1m ago'],
    [59 * MINUTE, '59m ago'],
    [HOUR, '1h ago'],
    [23 * HOUR, '23h ago'],
    [DAY, 'yesterday'],
    [6 * DAY, '6d ago'],
    [7 * DAY, 'Jun 8'],
    [400 * DAY, 'May 11, 2025'],
  ])('is, after %i ms, %s', (passed, text) => {
    expect(ago(NOW - passed, NOW)).toBe(text);
  });

  it('is now for what a wrong clock made lie ahead', () => {
    expect(ago(NOW + DAY, NOW)).toBe('now');
  });

  it('is said in the language of the window', () => {
    const chinese = agoIn('zh-cn');
    expect(chinese(NOW - 5 * MINUTE, NOW)).toBe('5分钟前');
    expect(chinese(NOW - DAY, NOW)).toBe('昨天');
    expect(chinese(NOW - 7 * DAY, NOW)).toBe('6月8日');
  });
});
