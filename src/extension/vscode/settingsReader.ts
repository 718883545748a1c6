import os from 'node:os';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/std/disposable.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { Settings } from '../app/settings.ts';
import { parseSettings } from '../app/settings.ts';
import { expandPath } from '../discovery/typedPath.ts';
import { demoEntries, demoModelPath } from './demoBots.ts';
import { EXTENSION, SETTINGS, SETTINGS_SECTION } from './ids.ts';
import { pathBase } from './pathBase.ts';

/** The workspace's settings, checked, and told again whenever they change. */
export class SettingsReader implements Disposable {
  readonly #changed = new Emitter<Settings>();
  readonly #subscription: vscode.Disposable;
  #current: Settings;

  readonly onChange = this.#changed.event;

  constructor() {
    this.#current = this.#read();
    this.#subscription = vscode.workspace.onDidChangeConfiguration(event => {
      if (!event.affectsConfiguration(SETTINGS_SECTION)) return;
      this.#current = this.#read();
      this.#changed.fire(this.#current);
    });
  }

  /** The settings as they are now. */
  get current(): Settings {
    return this.#current;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #read(): Settings {
    const section = vscode.workspace.getConfiguration(SETTINGS_SECTION);
    const bots = section.get<unknown>(SETTINGS.bots);
    const none = bots === undefined || (Array.isArray(bots) && bots.length === 0);
    return parseSettings(
      {
        bots: none ? demoEntries() : bots,
        lineups: section.get(SETTINGS.lineups),
        mode: section.get(SETTINGS.mode),
        annotationMode: section.get(SETTINGS.annotationMode),
        annotator: section.get(SETTINGS.annotator),
        databasePath: section.get(SETTINGS.databasePath),
        backups: section.get(SETTINGS.backups),
        shareFolder: section.get(SETTINGS.shareFolder),
        concurrency: section.get(SETTINGS.concurrency),
        stallTimeout: section.get(SETTINGS.stallTimeout),
        idleTimeout: section.get(SETTINGS.idleTimeout),
        memoryLimit: section.get(SETTINGS.memoryLimit),
      },
      { t: vscode.l10n.t, resolvePath, userName },
    );
  }
}

/**
 * Makes a path of the settings absolute: `demo:owl` for a model that comes with the extension,
 * `${workspaceFolder}`, `${userHome}`, `~`, or relative to the workspace.
 */
export function resolvePath(text: string): string {
  const own = vscode.extensions.getExtension(EXTENSION)?.extensionPath ?? '';
  return demoModelPath(own, text) ?? expandPath(text, pathBase()) ?? '';
}

function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    // In a container a user may have a number and no name.
    return '';
  }
}
