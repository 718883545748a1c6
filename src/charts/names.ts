/** Of the drawings' text, in pixels. */
export const FONT_SIZE = 11;

/** Chinese, Japanese and Korean letters and emoji are as wide as they are high. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const NARROW = /[\u0300-\u036f\u200b-\u200f ijlIt.,:;'|!()[\]]/u;

/** Pixels that a text takes at most, guessed: not every room of the charts can measure. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

/**
 * One line of at most so many pixels. Blanks, line ends too, become one blank each.
 *
 * @returns the text, or its beginning with `…`.
 */
export function cutTo(text: string, width: number): string {
  // Marks of direction would turn the rest of the drawing's line.
  const line = text.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  if (textWidth(line) <= width) return line;
  let left = width - letterWidth('…');
  let cut = '';
  for (const letter of line) {
    left -= letterWidth(letter);
    if (left < 0) break;
    cut += letter;
  }
  return `${cut.trimEnd()}…`;
}

/** Pixels for a column of these names: no more than `most`. */
export function widthFor(names: readonly string[], most: number): number {
  let width = 0;
  for (const name of names) width = Math.max(width, textWidth(cutTo(name, most)));
  return Math.ceil(width);
}

/** Of the widest of the usual fonts. */
function letterWidth(letter: string): number {
  if (WIDE.test(letter)) return FONT_SIZE;
  if (NARROW.test(letter)) return 4.2;
  return /[\p{Lu}mw@%…→↓]/u.test(letter) ? 9.5 : 7;
}
