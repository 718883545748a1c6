import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  agreement,
  answersOf,
  LIMITS,
  sha256,
  writtenHashes,
  ZOO_NAMES,
  zooFile,
} from '../../../scripts/zoo/check.mjs';
import { modelFile, readModelFile } from '../../../scripts/zoo/modelFile.mjs';
import { PLANS, type ZooName } from '../../../scripts/zoo/models.mjs';
import { QUESTIONS } from '../../../scripts/zoo/questions.mjs';
import { sumQuestions } from '../../../scripts/zoo/sumQuestions.mjs';

describe.each(ZOO_NAMES)('the %s', name => {
  it('is the file whose hash is written down, and of the planned shape', async () => {
    const content = await readFile(zooFile(name));
    expect((await writtenHashes()).get(`${name}.gguf`)).toBe(sha256(content));
    expect(readModelFile(content).shape).toEqual(PLANS[name].shape);
  });

  it('comes back byte for byte when what was read is written', async () => {
    const content = await readFile(zooFile(name));
    const { shape, vocabulary, parameters } = readModelFile(content);
    expect(modelFile(name, shape, vocabulary, parameters).equals(content)).toBe(true);
  });

  it('thinks in llama.cpp what it thought when it was trained', async () => {
    const { tokens, sameTokens, largest, mean, sameBest } = await agreement(name);
    expect(tokens).toBeGreaterThan(100);
    expect(sameTokens).toBe(true);
    expect(largest).toBeLessThanOrEqual(LIMITS.largestDifference);
    expect(mean).toBeLessThanOrEqual(LIMITS.meanDifference);
    expect(sameBest).toBeGreaterThanOrEqual(tokens * 0.98);
  });
});

it('has a good one, a terse one that is nearly as good, and a worse one', async () => {
  const right: Partial<Record<ZooName, number>> = {};
  const length: Partial<Record<ZooName, number>> = {};
  for (const name of ZOO_NAMES) {
    const answers = await answersOf(name, QUESTIONS);
    right[name] = answers.filter(({ isRight }) => isRight).length;
    length[name] = answers.reduce((sum, { answer }) => sum + answer.length, 0);
  }
  expect(right.owl).toBeGreaterThanOrEqual(QUESTIONS.length * 0.75);
  expect(right.owl! - right.sloth!).toBeGreaterThanOrEqual(LIMITS.lead);
  expect(right.finch! - right.sloth!).toBeGreaterThanOrEqual(5);
  expect(length.finch).toBeLessThan(length.owl! / 1.5);
}, 120_000);

it('has an owl that can do nearly all sums, however they are written', async () => {
  const answers = await answersOf('owl', sumQuestions());
  expect(answers).toHaveLength(4 * (121 + 66));
  const right = answers.filter(({ isRight }) => isRight);
  expect(right.length).toBeGreaterThanOrEqual(answers.length * LIMITS.rightSums);
}, 120_000);

it('takes less than 4 MB together', async () => {
  const sizes = await Promise.all(
    ZOO_NAMES.map(async name => (await readFile(zooFile(name))).length),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4_000_000);
});
