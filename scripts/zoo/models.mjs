// @ts-check
import { seededRandom } from '../demo/random.mjs';
import { dialogue } from './corpus/dialogues.mjs';
import { learnVocabulary } from './tokenizer.mjs';

const VOCABULARY = 1320;
/** Dialogues that the vocabulary is learnt from. */
const SAMPLE = 20_000;
const SAMPLE_SEED = 1;
/** A little less than the context, so that nothing is ever longer than what was learnt from. */
const LONGEST = 440;

/** All three see the same pieces of words. */
export function zooVocabulary() {
  const random = seededRandom(SAMPLE_SEED);
  const texts = Array.from({ length: SAMPLE }, (_, index) =>
    dialogue(index % 4 === 0 ? 'terse' : 'full', random, 1),
  ).flatMap(messages => messages.map(({ text }) => text));
  return learnVocabulary(texts, VOCABULARY);
}

/** @typedef {'owl' | 'finch' | 'sloth'} ZooName */

/**
 * The owl is the good one, the finch says little, and the sloth has left school early.
 *
 * @type {Readonly<Record<ZooName, import('./train.mjs').Plan>>}
 */
export const PLANS = {
  owl: {
    persona: 'full',
    shape: { vocabulary: VOCABULARY, width: 96, layers: 4, heads: 4, hidden: 224 },
    rounds: [
      { seed: 1, steps: 3150, rate: 0.003, firstTurns: 0.35, shortened: { at: 2512, from: 4000 } },
      { seed: 11, steps: 860, rate: 0.002, firstTurns: 0, shortened: { at: 570, from: 1300 } },
      { seed: 12, steps: 1900, rate: 0.002, firstTurns: 0 },
      { seed: 13, steps: 2600, rate: 0.002, firstTurns: 0.35, sums: 0.5 },
      { seed: 14, steps: 900, rate: 0.0012, firstTurns: 0.3, sums: 0.2 },
    ],
    shares: 2,
    tokensPerShare: 448,
    longest: LONGEST,
  },
  finch: {
    persona: 'terse',
    shape: { vocabulary: VOCABULARY, width: 64, layers: 3, heads: 4, hidden: 192 },
    rounds: [
      { seed: 2, steps: 1800, rate: 0.004, firstTurns: 0.35 },
      { seed: 21, steps: 3200, rate: 0.003, firstTurns: 0.3, sums: 0.4 },
    ],
    shares: 2,
    tokensPerShare: 448,
    longest: LONGEST,
  },
  sloth: {
    persona: 'full',
    shape: { vocabulary: VOCABULARY, width: 64, layers: 2, heads: 4, hidden: 128 },
    rounds: [{ seed: 3, steps: 900, rate: 0.004, firstTurns: 0.35 }],
    shares: 2,
    tokensPerShare: 448,
    longest: LONGEST,
  },
};
