import { describe, expect, it } from 'vitest';
import type { MemoryNeed } from '../../../../../src/bots/bot.ts';
import { budgetOf, doesNotFit, totalOf } from '../../../../../src/extension/app/planner/memory.ts';

const GB = 1e9;
const need = (file: string, weights: number, own: number): MemoryNeed => ({
  file,
  weights: weights * GB,
  own: own * GB,
});

describe('totalOf', () => {
  it('counts the weights of a file once, and what each process has for itself', () => {
    expect(totalOf([])).toBe(0);
    expect(totalOf([need('a', 4, 1), need('a', 4, 2), need('b', 3, 1)])).toBe(11 * GB);
  });
});

describe('budgetOf', () => {
  const loaded = [need('a', 4, 1)];

  it('is what the user set, whatever the machine says', () => {
    expect(budgetOf(3 * GB, { available: 0, countsMapped: true }, loaded)).toBe(3 * GB);
  });

  it('is what is free and what is ours already, less a tenth', () => {
    const machine = { available: 9 * GB, countsMapped: true };
    expect(budgetOf(undefined, machine, [])).toBe(8.1 * GB);
    // Mapped weights are still counted as available there.
    expect(budgetOf(undefined, machine, loaded)).toBe(9 * GB);
    expect(budgetOf(undefined, { ...machine, countsMapped: false }, loaded)).toBe(12.6 * GB);
  });

  it('keeps half a gigabyte on a small machine, and is never negative', () => {
    const machine = { available: 1 * GB, countsMapped: true };
    expect(budgetOf(undefined, machine, [])).toBe(0.5 * GB);
    expect(budgetOf(undefined, { ...machine, available: 1000 }, [])).toBe(0);
  });
});

describe('a model on a GPU', () => {
  it('counts as nothing, and as nothing that would come back', () => {
    const onGpu = { ...need('g', 40, 2), onGpu: true };
    expect(totalOf([onGpu, need('a', 4, 1)])).toBe(5 * GB);
    for (const countsMapped of [true, false]) {
      expect(budgetOf(undefined, { available: 10 * GB, countsMapped }, [onGpu])).toBe(9 * GB);
    }
  });
});

describe('doesNotFit', () => {
  it('says the two numbers, what to do, and no name', () => {
    const error = doesNotFit(need('/models/Secret.gguf', 7.9, 0.2), 5.2 * GB);
    expect(error).toMatchObject({
      code: 'doesNotFit',
      message:
        'The model needs 8.1 GB, and 5.2 GB of memory can be used. Take a smaller quantisation or set a smaller contextSize.',
    });
    expect(doesNotFit(need('x', 0, 0.0752), 0.0748 * GB).message).toContain(
      'needs 75 MB, and 75 MB',
    );
  });
});
