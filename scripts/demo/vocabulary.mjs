// @ts-check

/** llama.cpp's kinds of tokens. */
const KIND = { normal: 1, unknown: 2, control: 3, byte: 6 };

const CONTROLS = ['<s>', '</s>', '<|im_start|>', '<|im_end|>'];

/**
 * @typedef {object} Vocabulary
 * @property {readonly string[]} tokens in the file's spelling: a space is `▁`
 * @property {readonly number[]} scores what is merged first; higher is earlier
 * @property {readonly number[]} kinds
 * @property {(text: string) => number} id
 */

/**
 * A SentencePiece vocabulary: control tokens, the 256 bytes (llama.cpp aborts without them), what
 * the model says, and pairs that only shorten prompts.
 *
 * `<|im_end|>` must be a control token: as any other kind it would be found inside what a user types.
 *
 * @param {readonly string[]} pieces
 * @param {readonly string[]} texts what prompts look like
 * @param {number} pairs how many pairs to take from the texts
 * @returns {Vocabulary}
 */
export function vocabularyOf(pieces, texts, pairs) {
  const bytes = Array.from({ length: 256 }, (_, byte) => byteToken(byte));
  const said = pieces.map(spelled).filter(piece => !bytes.includes(piece));
  // A space by itself must be a token: its bytes would come back as the letter `▁`.
  const tokens = [...new Set(['<unk>', ...CONTROLS, ...bytes, '▁', ...said])];
  tokens.push(...commonPairs(texts.map(spelled), pairs, new Set(tokens)));
  const ids = new Map(tokens.map((token, id) => [token, id]));
  return {
    tokens,
    scores: tokens.map((_, id) => -id),
    kinds: tokens.map((token, id) => {
      if (id === 0) return KIND.unknown;
      if (CONTROLS.includes(token)) return KIND.control;
      return bytes.includes(token) ? KIND.byte : KIND.normal;
    }),
    id: text => {
      const id = ids.get(spelled(text));
      if (id === undefined) throw new Error(`There is no token ${JSON.stringify(text)}`);
      return id;
    },
  };
}

/** @param {string} text */
const spelled = text => text.replaceAll(' ', '▁');

/** @param {number} byte */
const byteToken = byte => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;

/**
 * The pairs that occur most often in the texts, found one after the other as in byte pair encoding.
 * Without them every letter of a prompt would be a token of its own.
 *
 * @param {readonly string[]} texts
 * @param {number} count
 * @param {ReadonlySet<string>} taken
 */
function commonPairs(texts, count, taken) {
  const known = new Set(taken);
  /** @type {string[]} */
  const found = [];
  let split = texts.map(text => [...text]);
  while (found.length < count) {
    /** @type {Map<string, number>} */
    const seen = new Map();
    for (const parts of split) {
      for (let i = 1; i < parts.length; i++) {
        const pair = `${parts[i - 1]}${parts[i]}`;
        // A prompt ends with "\n", which must stay a token of its own.
        if (!pair.includes('\n')) seen.set(pair, (seen.get(pair) ?? 0) + 1);
      }
    }
    const best = [...seen].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0])[0];
    if (best === '') break;
    split = split.map(parts => merged(parts, best));
    if (known.has(best)) continue;
    known.add(best);
    found.push(best);
  }
  return found;
}

/** @param {readonly string[]} parts @param {string} pair */
function merged(parts, pair) {
  /** @type {string[]} */
  const joined = [];
  for (const part of parts) {
    if (joined.length > 0 && `${joined.at(-1)}${part}` === pair) joined[joined.length - 1] = pair;
    else joined.push(part);
  }
  return joined;
}
