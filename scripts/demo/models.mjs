// @ts-check
/**
 * Two tiny chat models in GGUF for tests, made in a moment. They talk nonsense, each in a style of its
 * own, and can be given faults. What users get are the models of scripts/zoo.
 */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileChain } from './chain.mjs';
import { ggufFile } from './gguf.mjs';
import { owl } from './owl.mjs';
import { parrot } from './parrot.mjs';
import { metadataOf, tensorsOf } from './transformer.mjs';
import { vocabularyOf } from './vocabulary.mjs';

const grammars = { parrot, owl };

/** @typedef {keyof typeof grammars} DemoName */

/**
 * @typedef {object} DemoOptions
 * @property {number} [seed] bends how often each phrase comes up
 * @property {boolean} [endless] never ends an answer by itself
 * @property {number} [contextLength] tokens that the model says it was trained on
 * @property {readonly string[]} [without] metadata to leave out: files that do not load, for tests
 */

/** Pairs of letters that the vocabulary gets on top of what the model says; 768 bytes each. */
const PAIRS = 120;
/** Where the pairs come from: both models shorten prompts equally well. */
const texts = Object.values(grammars)
  .flatMap(grammar => Object.values(grammar))
  .flatMap(slot => slot.says.map(phrase => phrase.replaceAll('|', '')));

/**
 * @param {DemoName} name
 * @param {DemoOptions} [options]
 * @returns {Buffer} a GGUF file; the same options give the same bytes
 */
export function demoModel(name, options = {}) {
  const { metadata, tensors } = demoParts(name, options);
  return ggufFile(metadata, tensors);
}

/**
 * What a demo model's file is made of, for files that are like it.
 *
 * @param {DemoName} name
 * @param {DemoOptions} [options]
 */
export function demoParts(name, options = {}) {
  const { seed = 1, endless = false, contextLength = 8192, without = [] } = options;
  const chain = compileChain(grammars[name], { seed, endless });
  const vocabulary = vocabularyOf(chain.pieces, texts, PAIRS);
  const metadata = Object.entries(metadataOf(name, vocabulary, contextLength));
  const kept = metadata.filter(([key]) => !without.includes(key));
  return { metadata: Object.fromEntries(kept), tensors: tensorsOf(chain, vocabulary), vocabulary };
}

/**
 * Writes every demo model as `<name>.gguf`, each in one step: a process that has an older one mapped into
 * its memory keeps that one.
 *
 * @param {string} folder is made if it is missing
 * @returns {Promise<{ name: DemoName, file: string, bytes: number, sha256: string }[]>}
 */
export async function writeDemoModels(folder) {
  await mkdir(folder, { recursive: true });
  const written = [];
  for (const name of /** @type {DemoName[]} */ (Object.keys(grammars))) {
    const file = path.join(folder, `${name}.gguf`);
    const content = demoModel(name);
    const fresh = `${file}.${process.pid}`;
    await writeFile(fresh, content);
    await rename(fresh, file);
    const sha256 = createHash('sha256').update(content).digest('hex');
    written.push({ name, file, bytes: content.length, sha256 });
  }
  return written;
}
