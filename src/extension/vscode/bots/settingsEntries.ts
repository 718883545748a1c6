import * as vscode from 'vscode';
import type { BotEntries, BotEntry, EntryEdit } from '../../app/botEntries.ts';
import { SETTINGS, SETTINGS_SECTION } from '../ids.ts';
import { lateBundle } from '../lateBundle.ts';
import type * as Changing from './changeEntries.ts';
import type { EntryChange } from './entryChanges.ts';

/** The setting `chatzoo.bots` of this window. What changes it is loaded when it first is changed. */
export class SettingsEntries implements BotEntries {
  readonly #extensionPath: string;
  /** One change after another: each reads what the last one wrote. */
  #last: Promise<void> = Promise.resolve();

  constructor(extensionPath: string) {
    this.#extensionPath = extensionPath;
  }

  all(): readonly BotEntry[] {
    const list = vscode.workspace.getConfiguration(SETTINGS_SECTION).get<unknown>(SETTINGS.bots);
    if (!Array.isArray(list)) return [];
    // The editor hands out its own objects, which cannot be sent or cloned.
    return (JSON.parse(JSON.stringify(list)) as readonly unknown[]).filter(isEntry);
  }

  add(entries: readonly BotEntry[]): Promise<void> {
    return this.#change({ kind: 'add', entries });
  }

  change(name: string, edits: readonly EntryEdit[]): Promise<void> {
    return this.#change({ kind: 'change', name, edits });
  }

  remove(name: string): Promise<void> {
    return this.#change({ kind: 'remove', name });
  }

  #change(change: EntryChange): Promise<void> {
    const { changeEntries } = lateBundle(this.#extensionPath, 'manage') as typeof Changing;
    const changed = this.#last.then(() => changeEntries(change));
    this.#last = changed.catch(() => undefined);
    return changed;
  }
}

function isEntry(value: unknown): value is BotEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
