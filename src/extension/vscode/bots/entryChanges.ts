import { parseBots } from '../../../bots/parseBots.ts';
import { inEnglish, type Translate } from '../../../core/text.ts';
import type { BotEntry, EntryEdit } from '../../app/botEntries.ts';
import { Refusal } from '../../app/refusal.ts';
import { valueAt, withValue, type SettingsPath } from './settingsText.ts';

/** What is to become of the list of bots. */
export type EntryChange =
  | { readonly kind: 'add'; readonly entries: readonly BotEntry[] }
  | { readonly kind: 'change'; readonly name: string; readonly edits: readonly EntryEdit[] }
  | { readonly kind: 'remove'; readonly name: string };

/**
 * The settings with the change in them.
 *
 * @param path of the setting in this text.
 * @throws Refusal `unknownBot`, `nameTaken`, `badSettings`; SettingsTextError
 */
export function withEntryChange(
  text: string,
  path: SettingsPath,
  change: EntryChange,
  t: Translate,
): string {
  const list = listAt(text, path, t);
  const names = list.map(nameOf);
  switch (change.kind) {
    case 'add':
      return change.entries.reduce((all, entry, index) => {
        const before = [...names, ...change.entries.slice(0, index).map(nameOf)];
        refuseTaken(nameOf(entry), before, t);
        return withValue(all, [...path, list.length + index], entry);
      }, text);
    case 'change': {
      const place = placeOf(change.name, list, t);
      const others = names.filter((_, index) => index !== place);
      return change.edits.reduce((all, edit) => {
        if (edit.path.length === 1 && edit.path[0] === 'name') {
          refuseTaken(nameOf({ name: edit.value }), others, t);
        }
        return withValue(all, [...path, place, ...edit.path], edit.value);
      }, text);
    }
    case 'remove':
      return withValue(text, [...path, placeOf(change.name, list, t)], undefined);
  }
}

/** As the settings are read: without the spaces around it. */
export function nameOf(entry: unknown): string | undefined {
  const name = typeof entry === 'object' && entry !== null && 'name' in entry && entry.name;
  return typeof name === 'string' ? name.trim() : undefined;
}

function listAt(text: string, path: SettingsPath, t: Translate): readonly unknown[] {
  const value = valueAt(text, path) ?? [];
  if (Array.isArray(value)) return value;
  throw new Refusal(
    'badSettings',
    t('The setting chatzoo.bots is no list of bots. Correct it in the settings file first.'),
  );
}

/**
 * Which entry is the bot of this name, as the settings are read: of several the first that nothing is wrong
 * with, or else the first; -1 if there is none.
 */
export function placeOfName(name: string | undefined, list: readonly unknown[]): number {
  const places = [...list.keys()].filter(place => nameOf(list[place]) === name);
  const [first = -1] = places;
  if (places.length < 2) return first;
  const context = { t: inEnglish, resolvePath: (path: string) => path };
  return places.find(place => parseBots([list[place]], context).problems.length === 0) ?? first;
}

function placeOf(name: string, list: readonly unknown[], t: Translate): number {
  const place = placeOfName(name.trim(), list);
  if (place >= 0) return place;
  throw new Refusal('unknownBot', t('There is no bot “{0}” in the settings.', name));
}

function refuseTaken(
  name: string | undefined,
  names: readonly (string | undefined)[],
  t: Translate,
): void {
  if (name === undefined || !names.includes(name)) return;
  throw new Refusal('nameTaken', t('Another bot is called “{0}”. Choose another name.', name));
}
