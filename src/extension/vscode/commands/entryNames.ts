import type { BotEntry } from '../../app/botEntries.ts';

/** The names in the setting `chatzoo.bots`, each once. */
export function entryNames(entries: readonly BotEntry[]): readonly string[] {
  return [...new Set(entries.map(nameOfEntry))].filter(name => name !== '');
}

/** As the settings are read: without the spaces around it; empty if there is none. */
export function nameOfEntry({ name }: BotEntry): string {
  return typeof name === 'string' ? name.trim() : '';
}
