import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BotError } from '../../../../../src/bots/bot.ts';
import { checkModel } from '../../../../../src/bots/llama/gguf/checkModel.ts';
import { modelFile } from '../../../../support/ggufFiles.ts';
import { mutate } from '../../../../support/ggufMutator.ts';
import { LoadChecker } from '../../../../support/loadChecker.ts';

const VARIANTS = 1000;
/** So many of those that pass are given to llama.cpp here; `npm run fuzz:gguf` gives it all. */
const LOADED = 12;
/** A header of 14 KB takes 2 ms; the rest is for machines that are busy. */
const MOST_MS = 2000;

/** Above the header of the valid file, in bytes. */
const HEADER = 32_768;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fuzz-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('makes the same variants of the same seed, and different ones of others', () => {
  const valid = modelFile();
  expect(mutate(valid, 5).bytes.equals(mutate(valid, 5).bytes)).toBe(true);
  const whats = Array.from({ length: 200 }, (_, seed) => mutate(valid, seed).what);
  expect(new Set(whats).size).toBeGreaterThan(190);
});

it('ends every damaged file in a header or a reason, and llama.cpp survives what passes', async () => {
  const valid = modelFile();
  const file = path.join(folder, 'variant.gguf');
  const passed: string[] = [];
  const memory = process.memoryUsage().rss;
  for (let seed = 0; seed < VARIANTS; seed++) {
    const { what, bytes } = mutate(valid, seed);
    // The check never reads the weights; a hole in the file stands for them.
    await writeFile(file, bytes.subarray(0, HEADER));
    await truncate(file, bytes.length);
    const begun = performance.now();
    try {
      await checkModel(file, 'Polly');
      if (passed.length < LOADED) {
        passed.push(path.join(folder, `${seed}.gguf`));
        await writeFile(passed.at(-1)!, bytes);
      }
    } catch (error) {
      expect(error, `seed ${seed}: ${what}`).toBeInstanceOf(BotError);
      expect((error as BotError).message).not.toContain(folder);
    }
    expect(performance.now() - begun, `seed ${seed}: ${what}`).toBeLessThan(MOST_MS);
  }
  expect(passed).toHaveLength(LOADED);
  expect(process.memoryUsage().rss - memory).toBeLessThan(250e6);

  const checker = new LoadChecker();
  try {
    for (const one of passed) {
      const outcome = await checker.load(one);
      expect(outcome.reason, one).not.toBe('');
    }
  } finally {
    await checker.close();
  }
  expect(checker.alive).toEqual([]);
}, 120_000);
