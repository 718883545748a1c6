import { expect, it } from 'vitest';
import { warningWords } from '../../../src/charts/warningWords.ts';
import { inEnglish as t } from '../../../src/core/text.ts';

const words = { t, locale: 'en' };

it('says why a feature is not accounted for', () => {
  const said = (reason: 'alike' | 'foretold') =>
    warningWords({ kind: 'noVariance', feature: 'length', reason }, words);
  expect(said('alike')).toBe(
    'The answers of each vote are alike in this, so it is not accounted for: Longer.',
  );
  expect(said('foretold')).toBe(
    'This follows from the bots or from the other features, so it is not accounted for: Longer.',
  );
});

it('names a few and counts the rest', () => {
  const names = Array.from({ length: 11 }, (_, index) => `bot ${index}`);
  expect(warningWords({ kind: 'unbeaten', names }, words)).toMatch(/bot 7, and 3 more\.$/);
  const groups = names.map(name => [name]);
  expect(warningWords({ kind: 'islands', groups }, words)).toMatch(/ \[bot 7\] 3 more$/);
});

it('shows where names that are alike differ', () => {
  expect(warningWords({ kind: 'alike', names: ['Bot', 'bot '] }, words)).toContain(
    '"Bot" and "bot "',
  );
});

it('gives the prior with the digits that it has', () => {
  expect(warningWords({ kind: 'prior', ties: 0.25 }, words)).toContain(' 0.25 ties ');
});

it('says how many sessions could not be read', () => {
  expect(warningWords({ kind: 'unreadable', sessions: 1234 }, words)).toMatch(
    /could not be read.*: 1,234\.$/,
  );
});
