import { LlamaContext, type LlamaContextSequence } from 'node-llama-cpp';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { u32 } from '../../../../../scripts/demo/gguf.mjs';
import { modelFile } from '../../../../support/ggufFiles.ts';
import { ask, Rig, talk } from './rig.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.open();
});

afterAll(() => rig.close());

it('copies of what a model with a sliding window knew do not pile up', async () => {
  const sequences: LlamaContextSequence[] = [];
  const getSequence = LlamaContext.prototype.getSequence;
  const spy = vi.spyOn(LlamaContext.prototype, 'getSequence').mockImplementation(function (
    this: LlamaContext,
    ...given
  ) {
    const sequence = getSequence.apply(this, given);
    sequences.push(sequence);
    return sequence;
  });
  const model = modelFile({ metadata: { 'llama.attention.sliding_window': u32(64) } });
  const engine = await rig.engine(model, { contextSize: 2048, sequences: 1 });
  spy.mockRestore();
  const [sequence] = sequences;
  expect(sequence?.needsCheckpoints).toBe(true);

  const texts: string[] = [];
  const used: number[] = [];
  const prompts: number[] = [];
  for (let turn = 0; turn < 8; turn++) {
    texts.push(`${turn} words about a zoo`);
    const { text, ended } = await ask(engine, talk(...texts), { sampling: { maxTokens: 10 } });
    texts.push(text);
    used.push(sequence?.checkpointsMemoryUsage ?? 0);
    prompts.push(ended.tokens.prompt);
  }
  // A copy grows with what is known: the first tells how much a token takes.
  const perToken = (used[0] ?? 0) / (prompts[0] ?? 1);
  expect(perToken).toBeGreaterThan(0);
  for (const [turn, bytes] of used.entries()) {
    expect(bytes).toBeLessThan(2.2 * perToken * (prompts[turn] ?? 0));
  }
});
