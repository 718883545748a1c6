import { describe, expect, it } from 'vitest';
import { concrete } from '../../../../src/webview/leaderboard/save/concrete.ts';

const THEME: Readonly<Record<string, string>> = {
  '--text': '#ccc',
  '--bar': 'rgb(89, 164, 249)',
  '--font': "'Noto Sans', sans-serif",
};
const now = (value: string): string => concrete(value, name => THEME[name] ?? '');

describe('a value of CSS outside of its page', () => {
  it.each([
    ['none', 'none'],
    ['var(--text)', '#ccc'],
    ['var( --text )', '#ccc'],
    ['fill: var(--bar); stroke: var(--text)', 'fill: rgb(89, 164, 249); stroke: #ccc'],
    ['var(--text, red)', '#ccc'],
    ['var(--gone, red)', 'red'],
    ['var(--gone, rgb(1, 2, 3))', 'rgb(1, 2, 3)'],
    ['var(--gone, var(--text))', '#ccc'],
    ['var(--gone, var(--bar, var(--text)))', 'rgb(89, 164, 249)'],
    ['var(--font)', "'Noto Sans', sans-serif"],
    ['var(--gone)', 'none'],
  ])('%s is %s', (value, expected) => {
    expect(now(value)).toBe(expected);
  });
});
