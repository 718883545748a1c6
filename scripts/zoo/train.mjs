// @ts-check
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { seededRandom } from '../demo/random.mjs';
import { Adam } from './adam.mjs';
import { freshParameters, parameterCount } from './shape.mjs';

/**
 * How one model is trained. What it becomes depends on nothing else but how the machine rounds.
 *
 * @typedef {object} Plan
 * @property {import('./corpus/dialogues.mjs').Persona} persona
 * @property {import('./shape.mjs').Shape} shape
 * @property {readonly Round[]} rounds each begins with what the one before ended with
 * @property {number} shares threads that a step is shared out to
 * @property {number} tokensPerShare
 * @property {number} longest dialogue, in tokens
 */

/**
 * @typedef {object} Round
 * @property {number} seed of the dialogues, and of the parameters that the first round begins with
 * @property {number} steps
 * @property {number} rate of learning at its highest
 * @property {number} firstTurns part of the round in which only first turns are seen
 * @property {number} [sums] part of the new subjects that is sums; as usual in the corpus unless given
 * @property {{ at: number, from: number }} [shortened] until the step `at` the round was to take `from` steps
 */

/**
 * What a thread gets.
 *
 * @typedef {object} Share
 * @property {Plan} plan
 * @property {readonly string[]} pieces
 * @property {number} number
 * @property {Float32Array} parameters shared by all
 * @property {Float32Array} gradients its own
 */

/** @typedef {{ seed: number, step: number, early: boolean, sums: number }} Task what a thread is told for each step */
/** @typedef {{ loss: number, targets: number, tokens: number }} Learnt */
/** @typedef {{ step: number, steps: number, loss: number }} Progress in a round */

const WARM_UP = 50;
const DECAY = 0.05;
/** Where the rate begins to fall. */
const FALL = 0.5;
/** Longest gradient that is believed. */
const LONGEST_GRADIENT = 1;
/** Steps between two reports. */
const REPORT = 50;

/**
 * @param {Plan} plan
 * @param {readonly string[]} pieces of the vocabulary
 * @param {(progress: Progress) => void} [onProgress]
 * @returns {Promise<{ parameters: Float32Array, tokens: number }>}
 * @throws Error if a number is no longer finite
 */
export async function train(plan, pieces, onProgress) {
  const count = parameterCount(plan.shape);
  const parameters = sharedFloats(count);
  parameters.set(freshParameters(plan.shape, seededRandom(plan.rounds[0]?.seed ?? 0)));
  const shares = Array.from({ length: plan.shares }, (_, number) => {
    const gradients = sharedFloats(count);
    /** @type {Share} */
    const workerData = { plan, pieces, number, parameters, gradients };
    const worker = new Worker(new URL('learner.mjs', import.meta.url), { workerData });
    return { gradients, worker };
  });
  let tokens = 0;
  try {
    for (const round of plan.rounds) {
      tokens += await trainRound(round, parameters, shares, onProgress);
    }
  } finally {
    await Promise.all(shares.map(({ worker }) => worker.terminate()));
  }
  if (!parameters.every(Number.isFinite)) {
    throw new Error('The training ended in what is no number');
  }
  return { parameters, tokens };
}

/**
 * @param {Round} round
 * @param {Float32Array} parameters
 * @param {readonly { gradients: Float32Array, worker: Worker }[]} shares
 * @param {((progress: Progress) => void) | undefined} onProgress
 * @returns {Promise<number>} tokens that were seen
 */
async function trainRound(round, parameters, shares, onProgress) {
  const { seed, steps, firstTurns, sums = 0 } = round;
  const adam = new Adam(parameters.length);
  const gradients = new Float32Array(parameters.length);
  let tokens = 0;
  let average = 0;
  for (let step = 0; step < steps; step++) {
    /** @type {Task} */
    const task = { seed, step, early: step / stepsAt(round, step) < firstTurns, sums };
    const learnt = await Promise.all(
      shares.map(async ({ worker }) => {
        const answer = once(worker, 'message');
        worker.postMessage(task);
        return /** @type {Learnt} */ ((await answer)[0]);
      }),
    );
    const targets = sumOf(learnt, 'targets');
    const loss = sumOf(learnt, 'loss') / targets;
    if (!Number.isFinite(loss)) throw new Error(`The loss is ${loss} at step ${step}`);
    tokens += sumOf(learnt, 'tokens');
    average = step === 0 ? loss : 0.98 * average + 0.02 * loss;
    const length = Math.sqrt(add(gradients, shares)) / targets;
    const factor = Math.min(1, LONGEST_GRADIENT / length) / targets;
    adam.step(parameters, gradients, { rate: rateAt(round, step), decay: DECAY, factor });
    if ((step + 1) % REPORT === 0) onProgress?.({ step: step + 1, steps, loss: average });
  }
  return tokens;
}

/** How many steps there are to be, as it seems at this step. @param {Round} round @param {number} step */
function stepsAt({ steps, shortened }, step) {
  return shortened && step < shortened.at ? shortened.from : steps;
}

/** Rises, stays, falls to almost nothing. @param {Round} round @param {number} step */
function rateAt(round, step) {
  const fall = (1 - step / stepsAt(round, step)) / (1 - FALL);
  return round.rate * Math.min(1, (step + 1) / WARM_UP, Math.max(0.02, fall));
}

/** @param {Float32Array} to @param {readonly { gradients: Float32Array }[]} shares @returns {number} sum of squares */
function add(to, shares) {
  to.fill(0);
  for (const { gradients } of shares) {
    for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + (gradients[i] ?? 0);
  }
  let squares = 0;
  for (let i = 0; i < to.length; i++) squares += (to[i] ?? 0) ** 2;
  return squares;
}

/** @param {readonly Learnt[]} learnt @param {keyof Learnt} key */
const sumOf = (learnt, key) => learnt.reduce((sum, one) => sum + one[key], 0);

/** @param {number} length */
const sharedFloats = length => new Float32Array(new SharedArrayBuffer(4 * length));
