/** Longest name of a module's file, in UTF-16 units. */
const MAX_LENGTH = 40;
/** The folder of the workspace that new modules go to. */
export const MODULE_FOLDER = 'bots';
export const TYPES_FILE = 'chatzoo.d.ts';
/** How the types file begins: one that begins otherwise is not this extension's to write. */
const TYPES_HEAD = '// What a custom bot of ChatZoo';

/**
 * The file's name for a bot of this name that no other file has: `my-bot.mjs`, `my-bot-2.mjs` …
 *
 * @param taken the folder's names, as they are written.
 */
export function moduleFileName(botName: string, taken: ReadonlySet<string>): string {
  const words = folded(botName)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-|-$/g, '');
  const base = words === '' ? 'bot' : words;
  const others = new Set([...taken].map(folded));
  for (let number = 1; ; number++) {
    const name = `${number === 1 ? base : `${base}-${number}`}.mjs`;
    if (!others.has(folded(name))) return name;
  }
}

/** Names that differ only in case or in how accents are composed are one file on macOS or Windows. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Whether the types may be written where this is, or where nothing is. */
export function mayWriteTypes(there: string | undefined, types: string): boolean {
  return there === undefined || (there !== types && there.startsWith(TYPES_HEAD));
}
