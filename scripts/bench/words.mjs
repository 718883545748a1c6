// @ts-check

/** llama.cpp's kinds of tokens. */
const KIND = { normal: 1, unknown: 2, control: 3, byte: 6 };
export const SPOKEN = { no: 0, yes: 1 };

const CONTROLS = ['<s>', '</s>', '<|im_start|>', '<|im_end|>'];
const CONSONANTS = 'bcdfghjklmnprstvwxyz';
const VOWELS = 'aeiou';
const OTHERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789q\'"!?:;()[]{}<>|_-+*/=%&#@$~^`\\';
/** What may come between two words. */
const PAUSES = ['.', ',', '\n'];

/**
 * A SentencePiece vocabulary in which an answer is cut into the tokens that it was made of: what is
 * said are words that begin with a space, and every beginning of a word is a token too, so a text
 * has one way to be put together. (Real models come near; here a bench can rely on it when it looks
 * how much of a conversation is evaluated again.)
 *
 * @param {number} size tokens
 */
export function wordVocabulary(size) {
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  );
  const letters = [...CONSONANTS, ...VOWELS, ...OTHERS, '▁'];
  const silent = ['<unk>', ...CONTROLS, ...bytes, ...letters];
  const words = wordsByLength(size - silent.length - PAUSES.length);
  const tokens = [...silent, ...PAUSES, ...words];
  return {
    tokens,
    kinds: tokens.map((token, id) => {
      if (id === 0) return KIND.unknown;
      if (CONTROLS.includes(token)) return KIND.control;
      return id <= CONTROLS.length + bytes.length ? KIND.byte : KIND.normal;
    }),
    spoken: tokens.map((_, id) => (id < silent.length ? SPOKEN.no : SPOKEN.yes)),
    end: tokens.indexOf('<|im_end|>'),
  };
}

/**
 * Consonants and vowels by turns, the short ones first, so that each word's beginning is a word.
 *
 * @param {number} count
 */
function wordsByLength(count) {
  /** @type {string[]} */
  const words = [];
  let shorter = ['▁'];
  for (let length = 1; words.length < count; length++) {
    const next = length % 2 === 1 ? CONSONANTS : VOWELS;
    shorter = shorter.flatMap(word => [...next].map(letter => word + letter));
    words.push(...shorter);
  }
  return words.slice(0, count);
}
