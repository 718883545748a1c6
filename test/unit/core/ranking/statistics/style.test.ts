import { describe, expect, it } from 'vitest';
import {
  factsOf,
  standardised,
  styleDifference,
} from '../../../../../src/core/ranking/statistics/style.ts';

const ANSWER = `# Title

Some **bold** words and __more__ of them, and **a third
that is** not on one line.

## Steps
1. one
2. two
   - nested
* star
+ plus
-not a list
#not a header
####### seven

\`\`\`md
# no header
- no list
**not bold**
\`\`\`
`;

describe('the facts of a text', () => {
  it('counts headers, list items and bold parts outside code', () => {
    expect(factsOf(ANSWER)).toMatchObject({ headers: 2, lists: 5, bold: 2 });
  });

  it('takes a block that never ends as code to the end, and knows both kinds of fence', () => {
    expect(factsOf('# a\n```\n# b\n# c')).toMatchObject({ headers: 1 });
    expect(factsOf('~~~\n# b\n```\n# c\n~~~\n# d')).toMatchObject({ headers: 1 });
    expect(factsOf('````\n```\n# b\n````\n# d')).toMatchObject({ headers: 1 });
  });

  it('counts characters as people do, not halves of them', () => {
    expect(factsOf('你好🙂').characters).toBe(3);
    expect(factsOf('')).toEqual({ characters: 0, headers: 0, lists: 0, bold: 0 });
  });

  it('takes its time from the length of a hostile text, not from its square', () => {
    const hostile = ['**', '*', '__', '_', ' ', '`', '#', '1', '-'].map(part =>
      part.repeat(200_000),
    );
    const began = performance.now();
    for (const text of hostile) factsOf(text);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('the difference in style', () => {
  const a = { characters: 300, headers: 2, lists: 0, bold: 1 };
  const b = { characters: 99, headers: 0, lists: 3, bold: 1 };

  it('is relative to both, FastChat’s (a − b) / (a + b + 1)', () => {
    expect(styleDifference(a, b)).toEqual([201 / 400, 2 / 3, -3 / 4, 0]);
    expect(styleDifference(b, a)).toEqual([-201 / 400, -2 / 3, 3 / 4, 0]);
  });

  it('counts tokens where both sides have them', () => {
    expect(styleDifference({ ...a, tokens: 10 }, { ...b, tokens: 29 })[0]).toBe(-19 / 40);
    expect(styleDifference({ ...a, tokens: 10 }, b)[0]).toBe(201 / 400);
  });

  it('is none where a side is not known', () => {
    expect(styleDifference(undefined, b)).toEqual([0, 0, 0, 0]);
  });
});

it('standardises each feature around 0 and leaves alone what never varies', () => {
  const values = standardised(Float64Array.of(3, 0, -3, 0, 0, 0, 0, 0), 2);
  expect(values[0]).toBeCloseTo(Math.SQRT2, 12);
  expect(values[2]).toBeCloseTo(-Math.SQRT2, 12);
  expect([...values].filter((_, index) => index % 2 === 1)).toEqual([0, 0, 0, 0]);
  expect(standardised(new Float64Array(0), 4)).toHaveLength(0);
});
