import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../src/core/language.ts';

describe('languageOf', () => {
  it.each([
    ['How do ants talk?', 'English'],
    ['How do ants talk – and why? “So.”', 'English'],
    ['Wie reden Ameisen?', 'unknown'],
    ['Comment parlent les fourmis là-bas?', 'unknown'],
    ['蚂蚁怎么交流？', 'Chinese'],
    ['用 Python 写一个排序函数', 'Chinese'],
    ['アリはどうやって話すの？', 'unknown'],
    ['12 + 30 = ?\n\t', 'unknown'],
    ['', 'unknown'],
  ])('takes %j for %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
