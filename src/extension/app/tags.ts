const MOST_TAGS = 20;
/** In characters as people count them. */
const TAG_LENGTH = 40;

/**
 * Tags as they are kept: blanks trimmed and each row of them made one, none empty, none twice.
 *
 * @returns undefined if there are more than 20, or one is longer than 40 characters.
 */
export function cleanTags(tags: readonly string[]): readonly string[] | undefined {
  const trimmed = tags.map(tag => tag.replace(/\s+/g, ' ').trim());
  const clean = [...new Set(trimmed)].filter(tag => tag !== '');
  const fits = clean.every(tag => Array.from(tag).length <= TAG_LENGTH);
  return fits && clean.length <= MOST_TAGS ? clean : undefined;
}
