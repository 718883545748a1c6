import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../../../src/core/ranking/choices.ts';
import { ballot, contestant, START } from './someBallots.ts';

describe('what filters may choose from', () => {
  it('is what the ballots have, each once and in order', () => {
    const { choices, more } = choicesOf([
      ballot({ tags: ['red', 'blue'], language: 'English', origin: 'arena', voter: 'bo' }),
      ballot({ tags: ['red'], annotationMode: 'reply', promptSet: 'mt-bench', castAt: START + 5 }),
      ballot({ voter: '', shown: [contestant('Ant', { sampling: { temperature: 0 } })] }),
    ]);
    expect(choices).toEqual({
      groupings: ['fingerprint', 'name', 'model', 'family', 'kind', 'temperature'],
      tags: ['blue', 'red'],
      voters: ['ada', 'bo'],
      languages: ['English', 'unknown'],
      origins: ['', 'arena'],
      promptSets: ['mt-bench'],
      annotationModes: ['reply'],
      from: START,
      until: START + 5,
    });
    expect(Object.values(more)).toEqual([0, 0, 0, 0, 0]);
  });

  it('begins at the first vote that has a time', () => {
    const votes = [0, NaN, START + 1, Infinity, START].map(castAt => ballot({ castAt }));
    expect(choicesOf(votes).choices).toMatchObject({ from: START, until: START + 1 });
    const none = choicesOf([ballot({ castAt: 0 })]).choices;
    expect([none.from, none.until]).toEqual([undefined, undefined]);
  });

  it('keeps the 2000 that most ballots have, and says how many more there are', () => {
    const once = Array.from({ length: 2100 }, (_, i) =>
      ballot({ voter: `v${i}`, tags: [`t${i}`] }),
    );
    const { choices, more } = choicesOf([...once, ballot({ voter: 'v2099', tags: ['t2099'] })]);
    expect([choices.voters.length, choices.tags.length]).toEqual([2000, 2000]);
    expect(choices.voters).toContain('v2099');
    expect(more).toMatchObject({ voters: 100, tags: 100, languages: 0 });
  });
});
