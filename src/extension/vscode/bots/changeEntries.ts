import * as vscode from 'vscode';
import { Refusal } from '../../app/refusal.ts';
import { SETTINGS, SETTINGS_SECTION } from '../ids.ts';
import { withEntryChange, type EntryChange } from './entryChanges.ts';
import { changeSettingsFile, placeText, readSettingsFile } from './settingsFile.ts';
import { listIn, settingsPlace, type SettingsPlace } from './settingsPlace.ts';
import { SettingsTextError, valueAt } from './settingsText.ts';

/** How long the editor may take to notice that its settings file is another one, in ms. */
const LONGEST_WAIT = 15_000;
/** How long to wait before looking again, in ms. */
const MOMENT = 500;

/**
 * Changes the list of bots where it is written, and waits until the editor has read it.
 *
 * @throws Refusal; after `notRead` the change is written all the same
 */
export async function changeEntries(change: EntryChange): Promise<void> {
  const place = settingsPlace();
  if (place.kind === 'editor') await changeByEditor(place, change);
  else await changeInFile(place, change);
}

async function changeInFile(
  place: Extract<SettingsPlace, { kind: 'file' }>,
  change: EntryChange,
): Promise<void> {
  const { t } = vscode.l10n;
  const { uri, path } = place;
  let text: string;
  try {
    text = await changeSettingsFile(uri, before => withEntryChange(before, path, change, t));
  } catch (error) {
    if (!(error instanceof SettingsTextError)) throw error;
    throw new Refusal(
      'badSettings',
      t(
        '{0} cannot be read from line {1} on, so nothing was changed in it. Correct it first.',
        placeText(uri),
        error.line,
      ),
    );
  }
  const list = valueAt(text, path);
  await untilRead(place, list, async () => !isSame(await listInFile(place), list));
}

/** As it is on the disk; undefined if nobody can read it there. */
async function listInFile({
  uri,
  path,
}: Extract<SettingsPlace, { kind: 'file' }>): Promise<unknown> {
  try {
    return valueAt((await readSettingsFile(uri)) ?? '', path);
  } catch {
    return undefined;
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Only the value can be handed to the editor: comments inside the list are lost there, and nothing else. */
async function changeByEditor(
  place: Extract<SettingsPlace, { kind: 'editor' }>,
  change: EntryChange,
): Promise<void> {
  const text = JSON.stringify({ bots: listIn(place) });
  const list = valueAt(withEntryChange(text, ['bots'], change, vscode.l10n.t), ['bots']);
  await vscode.workspace
    .getConfiguration(SETTINGS_SECTION)
    .update(SETTINGS.bots, list, place.target);
  await untilRead(place, list);
}

/**
 * @param isOvertaken whether somebody else has written another list since: this one will never be read.
 */
async function untilRead(
  place: SettingsPlace,
  list: unknown,
  isOvertaken: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<void> {
  const isRead = (): boolean => isSame(listIn(place), list);
  for (const end = Date.now() + LONGEST_WAIT; Date.now() < end;) {
    if (isRead()) return;
    await nextChange();
    if (!isRead() && (await isOvertaken())) return;
  }
  const text = vscode.l10n.t(
    'The settings are written, but the editor has not read them. Reload the window.',
  );
  throw new Refusal('notRead', text);
}

/** Resolves once the editor has read settings, or after a moment: what was written may be what it knows. */
async function nextChange(): Promise<void> {
  await new Promise<void>(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const subscription = vscode.workspace.onDidChangeConfiguration(end);
    const timer = setTimeout(end, MOMENT);
  });
}
