import { describe, expect, it } from 'vitest';
import { completeSampling, DEFAULT_SAMPLING } from '../../../src/bots/defaults.ts';

describe('completeSampling', () => {
  it('gives a local model its defaults and the drawn seed', () => {
    expect(completeSampling({ kind: 'llama', sampling: {} }, 7)).toEqual({
      ...DEFAULT_SAMPLING.llama,
      seed: 7,
    });
  });

  it("keeps the user's own values, a fixed seed included", () => {
    const sampling = { temperature: 0, seed: 0 };
    expect(completeSampling({ kind: 'llama', sampling }, 7)).toMatchObject({
      topK: 40,
      ...sampling,
    });
  });

  it('takes an absent value for no value', () => {
    const sampling = { topK: undefined, seed: undefined };
    expect(completeSampling({ kind: 'llama', sampling }, 7)).toMatchObject({ topK: 40, seed: 7 });
  });

  it('sends a server only what the user set', () => {
    expect(completeSampling({ kind: 'openai', sampling: { topP: 0.5 } }, 7)).toEqual({ topP: 0.5 });
  });
});
