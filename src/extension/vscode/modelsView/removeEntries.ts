import * as vscode from 'vscode';
import type { BotEntries, BotEntry } from '../../app/botEntries.ts';
import { placeOfName } from '../bots/entryChanges.ts';
import { changeSettingsFile } from '../bots/settingsFile.ts';
import { listIn, settingsPlace, type SettingsPlace } from '../bots/settingsPlace.ts';
import { SETTINGS, SETTINGS_SECTION } from '../ids.ts';

/** Brings back what was removed. */
export type Undo = () => Promise<void>;

/**
 * Takes these bots out of the settings.
 *
 * @returns what puts the entries back where they were, comments included; at the end of the list, if the
 * settings have been changed since.
 * @throws Refusal of {@link BotEntries.remove}
 */
export async function removeEntries(entries: BotEntries, names: readonly string[]): Promise<Undo> {
  const all = entries.all();
  const places = new Set(names.map(name => placeOfName(name, all)));
  const removed = all.filter((_, place) => places.has(place));
  const place = settingsPlace();
  const before = await snapshot(place);
  for (const name of names) await entries.remove(name);
  const after = await snapshot(place);
  return async () => {
    if (!(await restore(place, before, after))) await entries.add(removed);
  };
}

/** The text of the settings file, or the list where only the editor can write it. */
async function snapshot(place: SettingsPlace): Promise<string> {
  if (place.kind === 'editor') return JSON.stringify(listIn(place) ?? []);
  return changeSettingsFile(place.uri, text => text);
}

/** @returns whether the settings are as before the removal: unless others have changed them since. */
async function restore(place: SettingsPlace, before: string, after: string): Promise<boolean> {
  if (place.kind === 'file') {
    const text = await changeSettingsFile(place.uri, now => (now === after ? before : now));
    return text === before;
  }
  if ((await snapshot(place)) !== after) return false;
  const list = JSON.parse(before) as readonly BotEntry[];
  await vscode.workspace
    .getConfiguration(SETTINGS_SECTION)
    .update(SETTINGS.bots, list, place.target);
  return true;
}
