// What a word is to the search. Texts and queries are compared as NFKC in lower case. Letters and
// digits in a row are a word; in scripts that put no blanks between words, and of emoji, the whole
// row is one run. All else – punctuation, operators of any query language – only separates.
//
// A query is found in a text that has all its words: a run anywhere within a run of the text, the
// last word of an alphabet at the beginning of a word of the text, each other one as a whole word.

/** A word or a run of a text. */
interface Piece {
  readonly text: string;
  /** Whether it is a run of a script without blanks. */
  readonly dense: boolean;
  /** Where it begins in the normalised text, in UTF-16 units. */
  readonly at: number;
}

interface QueryWord {
  readonly text: string;
  readonly kind: 'within' | 'prefix' | 'whole';
}

export interface SearchQuery {
  readonly words: readonly QueryWord[];
  /** For FTS4: every text that has the words fits it. */
  readonly expression: string;
  /** Whether, the other way round, every text that fits it has the words. */
  readonly exact: boolean;
}

/** A part of a text, in UTF-16 units. */
export interface Match {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** So much of a word is indexed, in UTF-16 units: nobody types more, and base64 has longer ones. */
const TOKEN_LENGTH = 64;
/** Words below this are never cut: a cut may leave one unit less, not to part a character. */
const SHORT = TOKEN_LENGTH - 1;
/** FTS4 refuses expressions that are too deep; whoever pastes a page gets the rest looked up. */
const MOST_TERMS = 24;

const SEPARATOR = 1;
const MARK = 2;
const LETTER = 3;
const DENSE = 4;
const DENSE_CHARACTER =
  /(?=[\p{L}\p{N}\p{M}\p{Emoji_Presentation}])[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{Emoji_Presentation}]/u;
/** What each UTF-16 unit is, as far as it was met: asking Unicode each time takes ten times as long. */
const known = new Uint8Array(0x10000);

/** The words of a text as FTS4's `simple` tokenizer takes them, with blanks between. */
export function tokensOf(text: string): string {
  const tokens: string[] = [];
  for (const { text: piece, dense } of piecesOf(normalise(text))) {
    if (!dense) {
      tokens.push(cut(piece));
      continue;
    }
    let last = '';
    for (const character of piece) {
      if (last !== '') tokens.push(last + character);
      last = character;
    }
    tokens.push(last);
  }
  return tokens.join(' ');
}

/** @returns undefined for a text without any word: nothing can be found by it. */
export function parseQuery(query: string): SearchQuery | undefined {
  const pieces = piecesOf(normalise(query));
  const lastWord = pieces.findLast(({ dense }) => !dense);
  const words = pieces.map((piece): QueryWord => {
    const kind = piece.dense ? 'within' : piece === lastWord ? 'prefix' : 'whole';
    return { text: piece.text, kind };
  });
  const distinct = [...new Map(words.map(word => [`${word.kind} ${word.text}`, word])).values()];
  if (distinct.length === 0) return undefined;
  const terms = distinct.slice(0, MOST_TERMS).map(termOf);
  return {
    words: distinct,
    expression: terms.map(({ term }) => term).join(' '),
    exact: distinct.length <= MOST_TERMS && terms.every(({ exact }) => exact),
  };
}

/** The first place at which a word of the query is in the text; undefined unless all of them are. */
export function findMatch(text: string, { words }: SearchQuery): Match | undefined {
  const missing = new Set(words);
  let first: Match | undefined;
  let lineAt = 0;
  // Neither a word nor what NFKC joins goes over the end of a line.
  for (const line of text.split('\n')) {
    const normalised = normalise(line);
    for (const piece of piecesOf(normalised)) {
      for (const word of words) {
        const at = placeIn(piece, word);
        if (at < 0) continue;
        missing.delete(word);
        first ??= matchIn(text, lineAt, normalised, piece.at + at, word.text.length);
      }
      if (missing.size === 0) return first;
    }
    lineAt += line.length + 1;
  }
  return undefined;
}

function termOf({ text, kind }: QueryWord): { readonly term: string; readonly exact: boolean } {
  if (kind !== 'within') {
    const token = cut(text);
    return { term: `"${token}${kind === 'prefix' ? '*' : ''}"`, exact: text.length < SHORT };
  }
  // A single character is the first of a pair, or the last of a run.
  const pairs = pairsOf(text);
  if (pairs.length === 0) return { term: `"${text}*"`, exact: true };
  return { term: `"${pairs.slice(0, MOST_TERMS).join(' ')}"`, exact: pairs.length <= MOST_TERMS };
}

function placeIn(piece: Piece, { text, kind }: QueryWord): number {
  switch (kind) {
    case 'within':
      return piece.dense ? piece.text.indexOf(text) : -1;
    case 'prefix':
      return !piece.dense && piece.text.startsWith(text) ? 0 : -1;
    case 'whole':
      return piece.text === text ? 0 : -1;
  }
}

function piecesOf(normalised: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let current = SEPARATOR;
  const end = (at: number): void => {
    if (current !== SEPARATOR)
      pieces.push({ text: normalised.slice(start, at), dense: current === DENSE, at: start });
    current = SEPARATOR;
  };
  for (let at = 0; at < normalised.length;) {
    const code = normalised.codePointAt(at) ?? 0;
    const kind = kindOf(code);
    // A mark belongs to the word before it, and to nothing else.
    if (kind !== current && !(kind === MARK && current === LETTER)) {
      end(at);
      if (kind === LETTER || kind === DENSE) [start, current] = [at, kind];
    }
    at += code > 0xffff ? 2 : 1;
  }
  end(normalised.length);
  return pieces;
}

function kindOf(code: number): number {
  if (code > 0xffff) return lookUp(code);
  return (known[code] ||= lookUp(code));
}

function lookUp(code: number): number {
  const character = String.fromCodePoint(code);
  if (DENSE_CHARACTER.test(character)) return DENSE;
  if (/[\p{L}\p{N}]/u.test(character)) return LETTER;
  return /\p{M}/u.test(character) ? MARK : SEPARATOR;
}

/** Character by character it gives the same as at once, so that places can be found again. */
function normalise(text: string): string {
  // At the end of a word a small sigma has another shape.
  return text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
}

/** Overlapping pairs of characters. */
function pairsOf(run: string): readonly string[] {
  const characters = Array.from(run);
  return characters.slice(1).map((character, n) => (characters[n] ?? '') + character);
}

function cut(word: string): string {
  if (word.length <= TOKEN_LENGTH) return word;
  // Half a character would be another token once it is UTF-8.
  return word.slice(0, TOKEN_LENGTH).replace(/[\ud800-\udbff]$/, '');
}

/** A base character with its marks, or Korean letters, which become syllables together. */
const CHARACTERS = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|\P{M}\p{M}*|\p{M}+/gsu;

/** From a place in the normalised line to that in the text, whose line begins at `lineAt`. */
function matchIn(
  text: string,
  lineAt: number,
  normalised: string,
  start: number,
  length: number,
): Match {
  const end = start + length;
  let at = 0;
  let from: number | undefined;
  CHARACTERS.lastIndex = lineAt;
  for (const { 0: character, index } of text.matchAll(CHARACTERS)) {
    const part = normalise(character);
    // Not composed of its characters: then the line is shown as it was compared.
    if (!normalised.startsWith(part, at)) break;
    at += part.length;
    if (at > start) from ??= index;
    if (at >= end && from !== undefined)
      return { text, start: from, end: index + character.length };
  }
  return { text: normalised, start, end };
}
