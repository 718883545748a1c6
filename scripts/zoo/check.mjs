// @ts-check
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dialogue } from './corpus/dialogues.mjs';
import { seededRandom } from '../demo/random.mjs';
import { REPOSITORY } from '../repository.mjs';
import { openInLlamaCpp } from './llamaCpp.mjs';
import { readModelFile } from './modelFile.mjs';
import { Network } from './network.mjs';
import { Tokenizer } from './tokenizer.mjs';

/** @typedef {import('./models.mjs').ZooName} ZooName */
/** @typedef {import('./tokenizer.mjs').Message} Message */

export const ZOO_FOLDER = path.join(REPOSITORY, 'media', 'zoo');
export const ZOO_NAMES = /** @type {const} */ (['owl', 'finch', 'sloth']);
const HASHES = path.join(ZOO_FOLDER, 'SHA256SUMS');

/** What a zoo that is good enough keeps to. */
export const LIMITS = {
  /** What llama.cpp's half-precision memory may change in a logarithm of a probability. */
  largestDifference: 0.06,
  meanDifference: 0.005,
  /** How many more answers the owl must have right than the sloth. */
  lead: 15,
  /** Part of the sums that the owl must have right. */
  rightSums: 0.9,
};

/** @param {ZooName} name */
export const zooFile = name => path.join(ZOO_FOLDER, `${name}.gguf`);

/** @param {Uint8Array} content */
export const sha256 = content => createHash('sha256').update(content).digest('hex');

/** The hashes that are written down beside the files. @returns {Promise<ReadonlyMap<string, string>>} */
export async function writtenHashes() {
  const lines = (await readFile(HASHES, 'utf8')).trim().split('\n');
  return new Map(
    lines.map(line => {
      const [hash = '', file = ''] = line.split('  ');
      return [file, hash];
    }),
  );
}

/**
 * @typedef {object} Agreement
 * @property {number} tokens
 * @property {boolean} sameTokens whether both cut the text alike
 * @property {number} largest difference of a logarithm of a probability
 * @property {number} mean
 * @property {number} sameBest how often the likeliest token is the same
 */

/**
 * Compares a file in llama.cpp with the forward pass that the models were trained with.
 *
 * @param {ZooName} name
 * @param {number} [dialogues]
 * @returns {Promise<Agreement>}
 */
export async function agreement(name, dialogues = 4) {
  const { shape, vocabulary, parameters } = readModelFile(await readFile(zooFile(name)));
  const tokenizer = new Tokenizer(vocabulary);
  const network = new Network(shape, { tokens: 512, length: 512 });
  network.parameters.set(parameters);
  network.turnMatrices();
  const llama = await openInLlamaCpp(zooFile(name));
  const found = { tokens: 0, sameTokens: true, largest: 0, mean: 0, sameBest: 0 };
  const random = seededRandom(99);
  try {
    for (let i = 0; i < dialogues; i++) {
      const messages = dialogue(name === 'finch' ? 'terse' : 'full', random, 1 + i);
      for (const { text } of messages) {
        const own = tokenizer.encode(text).join(' ');
        if (own !== llama.tokenize(text).join(' ')) found.sameTokens = false;
      }
      const tokens = tokenizer.encodeDialogue(messages).tokens.slice(0, 448);
      const rows = Int32Array.from(tokens.keys()).slice(0, -1);
      const targets = Int32Array.from(tokens.slice(1));
      const losses = network.forward({ tokens: Int32Array.from(tokens), ends: [tokens.length], rows, targets }); // prettier-ignore
      const theirs = await llama.logProbabilities(tokens);
      for (const [row, target] of targets.entries()) {
        const other = theirs[row]?.get(target) ?? -Infinity;
        const difference = Math.abs(-(losses[row] ?? 0) - other);
        found.largest = Math.max(found.largest, difference);
        found.mean += difference;
        found.tokens++;
        const own = network.probabilities.subarray(
          row * shape.vocabulary,
          (row + 1) * shape.vocabulary,
        );
        if (likeliest(own.entries()) === likeliest(theirs[row] ?? new Map())) found.sameBest++;
      }
    }
  } finally {
    await llama.dispose();
  }
  found.mean /= found.tokens;
  return found;
}

/** @param {Iterable<readonly [number, number]>} values by token */
function likeliest(values) {
  let best = -1;
  let most = -Infinity;
  for (const [token, value] of values) if (value > most) [best, most] = [token, value];
  return best;
}

/**
 * Puts a list of questions to a model, at temperature 0.
 *
 * @param {ZooName} name
 * @param {readonly import('./questions.mjs').Question[]} questions
 * @returns {Promise<{ turns: readonly string[], answer: string, isRight: boolean }[]>}
 */
export async function answersOf(name, questions) {
  const { vocabulary } = readModelFile(await readFile(zooFile(name)));
  const tokenizer = new Tokenizer(vocabulary);
  const llama = await openInLlamaCpp(zooFile(name));
  const answers = [];
  try {
    for (const [turns, right] of questions) {
      /** @type {Message[]} */
      const messages = [];
      let answer = '';
      for (const text of turns) {
        messages.push({ role: 'user', text });
        answer = await llama.answer(tokenizer.encodePrompt(messages));
        messages.push({ role: 'assistant', text: answer });
      }
      answers.push({ turns, answer, isRight: right.test(answer) });
    }
  } finally {
    await llama.dispose();
  }
  return answers;
}
