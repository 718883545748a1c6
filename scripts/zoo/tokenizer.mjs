// @ts-check
import { Buffer } from 'node:buffer';
import { vocabularyOf } from '../demo/vocabulary.mjs';

/** @typedef {import('../demo/vocabulary.mjs').Vocabulary} Vocabulary */
/** @typedef {{ readonly role: 'system' | 'user' | 'assistant', readonly text: string }} Message */

/**
 * Where a piece may begin and end: a word with the space before it, a number (spaces stay apart, so
 * that `3+4` and `3 + 4` are the same numbers), a run of spaces, a single character.
 */
const WORD = /▁?[A-Za-z]+|[0-9]+|▁+|[^]/gu;

/** A chunk that nothing reaches across: a piece has spaces at its beginning only. */
const CHUNK = /▁*[^▁]*/gu;

/** @param {string} text */
const spelled = text => text.replaceAll(' ', '▁');

/**
 * Learns pieces by byte pair encoding, never across the borders of words.
 *
 * @param {readonly string[]} texts
 * @param {number} size of the vocabulary, control tokens and bytes included
 * @returns {Vocabulary}
 */
export function learnVocabulary(texts, size) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const text of texts) {
    for (const [word] of spelled(text).matchAll(WORD))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts].map(([word, count]) => ({ parts: [...word], count }));
  const characters = commonCharacters(words);
  const pieces = new Set(characters);
  const wanted = size - vocabularyOf([], [], 0).tokens.length - characters.length + 1;
  for (let merges = 0; merges < wanted; merges++) {
    const best = mostFrequentPair(words);
    if (best === undefined) break;
    pieces.add(best.join(''));
    for (const word of words) word.parts = withPair(word.parts, best);
  }
  return vocabularyOf([...pieces], [], 0);
}

/** How often a character must occur; the others are spelt in bytes. */
const COMMON = 5;

/** @param {readonly { parts: readonly string[], count: number }[]} words */
function commonCharacters(words) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { parts, count } of words) {
    for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + count);
  }
  return [...counts]
    .filter(([, count]) => count >= COMMON)
    .map(([character]) => character)
    .sort();
}

/** @param {readonly { parts: readonly string[], count: number }[]} words */
function mostFrequentPair(words) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (const { parts, count } of words) {
    for (let i = 1; i < parts.length; i++) {
      const pair = `${parts[i - 1]}\0${parts[i]}`;
      seen.set(pair, (seen.get(pair) ?? 0) + count);
    }
  }
  /** @type {[string, number] | undefined} */
  let best;
  for (const entry of seen) {
    if (entry[1] < 2) continue;
    if (!best || entry[1] > best[1] || (entry[1] === best[1] && entry[0] < best[0])) best = entry;
  }
  return best && /** @type {[string, string]} */ (best[0].split('\0'));
}

/** @param {readonly string[]} parts @param {readonly [string, string]} pair */
function withPair(parts, [left, right]) {
  /** @type {string[]} */
  const joined = [];
  for (let i = 0; i < parts.length; i++) {
    const part = /** @type {string} */ (parts[i]);
    if (part === left && parts[i + 1] === right) {
      joined.push(left + right);
      i++;
    } else {
      joined.push(part);
    }
  }
  return joined;
}

/**
 * Cuts text as llama.cpp does with a SentencePiece vocabulary: of all neighbours that make a piece, the
 * ones that make the best piece are joined first, the leftmost of equals.
 */
export class Tokenizer {
  /** @type {ReadonlyMap<string, number>} */ #ids;
  /** @type {Map<string, readonly number[]>} */ #known = new Map();
  #control;

  /** @param {Vocabulary} vocabulary */
  constructor(vocabulary) {
    this.#ids = new Map(vocabulary.tokens.map((token, id) => [token, id]));
    this.#control = {
      begin: vocabulary.id('<s>'),
      start: vocabulary.id('<|im_start|>'),
      end: vocabulary.id('<|im_end|>'),
    };
  }

  /** @param {string} text @returns {number[]} */
  encode(text) {
    return [...spelled(text).matchAll(CHUNK)].flatMap(([chunk]) => {
      const known = this.#known.get(chunk);
      if (known) return known;
      const ids = this.#cut(chunk);
      this.#known.set(chunk, ids);
      return ids;
    });
  }

  /**
   * A dialogue in ChatML.
   *
   * @param {readonly Message[]} messages
   * @returns {{ tokens: number[], said: boolean[] }} `said`: whether the model says this token itself
   */
  encodeDialogue(messages) {
    const { begin, start, end } = this.#control;
    const tokens = [begin];
    const said = [false];
    for (const { role, text } of messages) {
      const head = [start, ...this.encode(`${role}\n`)];
      const body = [...this.encode(text), end];
      const after = this.encode('\n');
      tokens.push(...head, ...body, ...after);
      for (const token of [head, body, after]) {
        said.push(...token.map(() => token === body && role === 'assistant'));
      }
    }
    return { tokens, said };
  }

  /**
   * What the model sees before it answers.
   *
   * @param {readonly Message[]} messages
   * @returns {number[]}
   */
  encodePrompt(messages) {
    const { tokens } = this.encodeDialogue(messages);
    return [...tokens, this.#control.start, ...this.encode('assistant\n')];
  }

  /** @param {string} chunk @returns {readonly number[]} */
  #cut(chunk) {
    const parts = [...chunk];
    for (;;) {
      let best = Infinity;
      let place = -1;
      for (let i = 1; i < parts.length; i++) {
        const id = this.#ids.get(`${parts[i - 1]}${parts[i]}`);
        if (id !== undefined && id < best) [best, place] = [id, i];
      }
      if (place < 0) break;
      parts.splice(place - 1, 2, `${parts[place - 1]}${parts[place]}`);
    }
    return parts.flatMap(part => this.#ids.get(part) ?? this.#bytes(part));
  }

  /** @param {string} character that has no token of its own */
  #bytes(character) {
    return Array.from(Buffer.from(character), byte => {
      const token = `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
      return /** @type {number} */ (this.#ids.get(token));
    });
  }
}
