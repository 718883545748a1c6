import { CHATZOO, CHATZOO_FAITHFUL } from './families/chatzoo.ts';
import { EDUCHAT_FAMILIES } from './families/educhat.ts';
import { CHATML_ROWS } from './families/fastchat/chatmlRows.ts';
import { COLON_ROWS } from './families/fastchat/colonRows.ts';
import { OTHER_ROWS } from './families/fastchat/otherRows.ts';
import { PLAIN_ROWS } from './families/fastchat/plainRows.ts';
import { HUOZI_FAMILIES } from './families/huozi.ts';
import { MODERN } from './families/modern.ts';
import { familyNameForFile } from './fileNames.ts';
import { markedFamily } from './markedFamily.ts';
import { tableFamily } from './tableFamily.ts';
import type { ChatTemplate } from './template.ts';

const FAMILIES: ReadonlyMap<string, ChatTemplate> = new Map(
  [
    ...[MODERN, CHATZOO, HUOZI_FAMILIES, EDUCHAT_FAMILIES].flat().map(markedFamily),
    ...[COLON_ROWS, PLAIN_ROWS, CHATML_ROWS, OTHER_ROWS].flat().map(tableFamily),
    ...CHATZOO_FAITHFUL.map(markedFamily),
  ].map(family => [family.name.toLowerCase(), family]),
);

/** In alphabetical order of their names. */
export const ALL_FAMILIES: readonly ChatTemplate[] = [...FAMILIES]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([, family]) => family);

/** @param name in any case. */
export function findFamily(name: string): ChatTemplate | undefined {
  return FAMILIES.get(name.trim().toLowerCase());
}

/**
 * The family that a GGUF file's name speaks of.
 *
 * @param fileName with or without folders; they are not looked at.
 */
export function familyForFile(fileName: string): ChatTemplate | undefined {
  const name = familyNameForFile(fileName);
  return name === undefined ? undefined : findFamily(name);
}
