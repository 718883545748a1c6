import { expect, it } from 'vitest';
import { captureNode } from '../../../scripts/program.mjs';

const zoo = (...args: readonly string[]) => captureNode(['scripts/zoo.mjs', ...args]);

it('prints as many dialogues as it is asked for', async () => {
  const { ok, output } = await zoo('--corpus', '2');
  expect(ok).toBe(true);
  expect(output.trim().split('\n\n')).toHaveLength(2);
});

it('says what --corpus takes when it gets something else', async () => {
  const { ok, output } = await zoo('--corpus', 'x');
  expect(ok).toBe(false);
  expect(output).toContain('--corpus takes the number of dialogues');
});
