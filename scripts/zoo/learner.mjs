// @ts-check
// A thread that works out the gradients of its share of each step.
import { parentPort, workerData } from 'node:worker_threads';
import { seededRandom } from '../demo/random.mjs';
import { lessonsFor } from './lessons.mjs';
import { Network } from './network.mjs';
import { Tokenizer } from './tokenizer.mjs';
import { vocabularyOf } from '../demo/vocabulary.mjs';

/** @typedef {import('./train.mjs').Share} Share */

const share = /** @type {Share} */ (workerData);
const { plan, pieces, number, parameters, gradients } = share;
const vocabulary = vocabularyOf(pieces, [], 0);
const tokenizer = new Tokenizer(vocabulary);
const network = new Network(plan.shape, { tokens: plan.tokensPerShare, length: plan.longest });

parentPort?.on(
  'message',
  (/** @type {import('./train.mjs').Task} */ { seed, step, early, sums }) => {
    const random = seededRandom(seed * 7_919 + step * 31 + number * 1_000_003);
    const batch = lessonsFor({ persona: plan.persona, tokenizer, random, early, sums, plan });
    network.parameters.set(parameters);
    network.gradients.fill(0);
    const loss = network.learn(batch);
    gradients.set(network.gradients);
    parentPort?.postMessage({ loss, targets: batch.targets.length, tokens: batch.tokens.length });
  },
);
