import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ANIMALS } from '../../../scripts/zoo/corpus/animals.mjs';
import { dialogue } from '../../../scripts/zoo/corpus/dialogues.mjs';
import { seededRandom } from '../../../scripts/demo/random.mjs';
import { zooVocabulary } from '../../../scripts/zoo/models.mjs';
import { readModelFile } from '../../../scripts/zoo/modelFile.mjs';
import { zooFile } from '../../../scripts/zoo/check.mjs';
import { readFile } from 'node:fs/promises';

function sample(seed: number, count = 2000): ReturnType<typeof dialogue>[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => dialogue('full', random, 1 + (index % 5)));
}

describe('the corpus', () => {
  it('is the same for the same seed, and another for another', () => {
    const hash = (seed: number): string =>
      createHash('sha256')
        .update(JSON.stringify(sample(seed)))
        .digest('hex');
    expect(hash(1)).toBe(hash(1));
    expect(hash(2)).not.toBe(hash(1));
  });

  it('asks and answers in turn, never with nothing, never with a hole in a sentence', () => {
    for (const messages of sample(3)) {
      const turns = messages.filter(({ role }) => role !== 'system');
      expect(turns.map(({ role }) => role)).toEqual(
        turns.map((_, index) => (index % 2 === 0 ? 'user' : 'assistant')),
      );
      for (const { text } of messages) {
        expect(text).not.toBe('');
        expect(text).not.toMatch(/undefined|\bNaN\b|\{(one|many|a|zh|x|y|sum|task|value)\}/);
      }
    }
  });

  it('speaks of every animal, in English and in Chinese', () => {
    const said = sample(4, 6000)
      .flatMap(messages => messages.map(({ text }) => text))
      .join('\n');
    for (const { one, zh } of ANIMALS) {
      expect(said).toContain(one);
      expect(said).toContain(zh);
    }
  });

  it('only does sums that are right', () => {
    const answers = sample(5, 8000).flatMap(messages =>
      messages.filter(({ role }) => role === 'assistant').map(({ text }) => text),
    );
    const sums = answers.flatMap(text => [...text.matchAll(/^(\d+) ([+-]) (\d+) = (\d+)$/g)]);
    expect(sums.length).toBeGreaterThan(500);
    for (const [, left, sign, right, result] of sums) {
      const sum = sign === '+' ? Number(left) + Number(right) : Number(left) - Number(right);
      expect(sum).toBe(Number(result));
    }
  });

  it('has as many sums as a round asks for, and everything else as well', () => {
    const random = seededRandom(6);
    const firstAnswers = (sums?: number): string[] =>
      Array.from({ length: 2000 }, () => dialogue('full', random, 1, sums).at(-1)!.text);
    const share = (answers: readonly string[]): number =>
      answers.filter(text => /^\d+ [+-] \d+ = \d+$/.test(text)).length / answers.length;
    const usual = share(firstAnswers());
    const many = firstAnswers(0.5);
    expect(usual).toBeLessThan(0.2);
    expect(share(many)).toBeGreaterThan(0.4);
    expect(many.join('\n')).toMatch(/bamboo[^]*```/);
  });

  it('makes the vocabulary that the models have', async () => {
    const { vocabulary } = readModelFile(await readFile(zooFile('owl')));
    expect(zooVocabulary().tokens).toEqual(vocabulary.tokens);
  });
});
