import { expect, it } from 'vitest';
import { wrapped } from '../../../../../src/extension/vscode/adding/wrapped.ts';

it('breaks at blanks', () => {
  expect(wrapped('The owl sees well at night.', 12)).toEqual(['The owl sees', 'well at', 'night.']);
  expect(wrapped('short')).toEqual(['short']);
  expect(wrapped('  ')).toEqual([]);
});

it('breaks what has no blank where it must', () => {
  expect(wrapped('猫头鹰夜里看得很清楚。', 8)).toEqual(['猫头鹰夜', '里看得很', '清楚。']);
  expect(wrapped(`see /${'x'.repeat(20)}`, 10)).toEqual(['see /xxxxx', 'xxxxxxxxxx', 'xxxxx']);
  expect(wrapped('🦉🦉🦉', 2)).toEqual(['🦉🦉', '🦉']);
});

it('loses nothing', () => {
  const text =
    'Cannot reach 127.0.0.1:8000: nothing listens there (ECONNREFUSED). 请检查服务器是否在运行。';
  expect(wrapped(text, 20).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  for (const line of wrapped(text, 20)) expect(line.length).toBeLessThanOrEqual(20);
});
