import type { AnswerFacts } from '../ballot.ts';

/** FastChat's, in its order. */
export const STYLE_FEATURES = ['length', 'header', 'list', 'bold'] as const;

/** What a text's facts say of how it looks. */
export type TextFacts = Pick<AnswerFacts, 'characters' | 'headers' | 'lists' | 'bold'>;

const HEADER = /^#{1,6}\s/;
const LIST_ITEM = /^\s*(?:[-*+]|\d+\.)\s/;
const BOLD = /\*\*[^*]+\*\*|__[^_]+__/g;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Counts the length of an answer, and its headers, list items and bold parts, by FastChat's rules: what
 * stands in a fenced code block is not Markdown; a block that never ends reaches to the end.
 *
 * @returns `characters` as Unicode code points, of the whole text.
 */
export function factsOf(text: string): TextFacts {
  let headers = 0;
  let lists = 0;
  let bold = 0;
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
    } else if (mark !== undefined) {
      fence = mark;
    } else {
      if (HEADER.test(line)) headers++;
      if (LIST_ITEM.test(line)) lists++;
      bold += line.match(BOLD)?.length ?? 0;
    }
  }
  return { characters: codePoints(text), headers, lists, bold };
}

/**
 * How far two answers differ in each of {@link STYLE_FEATURES}: (a − b) / (a + b + 1), so between −1 and
 * 1, above 0 where `a` has more. Length is in tokens where both are known, else in characters.
 */
export function styleDifference(
  a: AnswerFacts | undefined,
  b: AnswerFacts | undefined,
): readonly number[] {
  if (!a || !b) return STYLE_FEATURES.map(() => 0);
  const difference = (ofA: number, ofB: number): number => (ofA - ofB) / (ofA + ofB + 1);
  const length =
    a.tokens !== undefined && b.tokens !== undefined
      ? difference(a.tokens, b.tokens)
      : difference(a.characters, b.characters);
  return [
    length,
    difference(a.headers, b.headers),
    difference(a.lists, b.lists),
    difference(a.bold, b.bold),
  ];
}

/**
 * Divides each feature by its standard deviation, so that effects can be compared. Deviations are from
 * 0, not from the mean as FastChat takes them: 0 is where the answers are alike, and which of the two
 * is `a` must not matter. A feature that is always 0 stays so.
 *
 * @param values battles × features, row by row.
 */
export function standardised(values: Float64Array, features: number): Float64Array {
  const squares = new Float64Array(features);
  values.forEach((value, index) => {
    const feature = index % features;
    squares[feature] = (squares[feature] ?? 0) + value ** 2;
  });
  const battles = values.length / features;
  const deviation = squares.map(sum => (sum > 0 ? Math.sqrt(sum / battles) : 1));
  return values.map((value, index) => value / (deviation[index % features] ?? 1));
}

function codePoints(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // The second half of a pair belongs to the first.
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}
