import * as vscode from 'vscode';
import type { Disposable } from '../../../core/std/disposable.ts';
import type { Models, ModelsSummary } from '../../app/models.ts';
import { COMMANDS } from '../ids.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import type { SettingsReader } from '../settingsReader.ts';
import { statusBarText, summaryText } from './modelTexts.ts';

/** Says in the status bar how many local models are in memory, if any are configured. */
export class ModelsStatusBar implements Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #settings: SettingsReader;
  readonly #subscription: Disposable;
  #models: Models | undefined;
  #following: Disposable | undefined;

  constructor(settings: SettingsReader) {
    this.#settings = settings;
    this.#item = vscode.window.createStatusBarItem(
      'chatzoo.models',
      vscode.StatusBarAlignment.Right,
    );
    this.#item.name = vscode.l10n.t('ChatZoo Models');
    this.#item.command = COMMANDS.showModels;
    this.#subscription = settings.onChange(() => {
      this.#show();
    });
    this.#show();
  }

  /** Shows these from now on: the store has been opened. */
  follow(models: Models): void {
    this.#models = models;
    this.#following?.dispose();
    this.#following = models.onChange(() => {
      this.#show();
    });
    this.#show();
  }

  dispose(): void {
    this.#following?.dispose();
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const summary = this.#models?.summary() ?? this.#nothingLoaded();
    if (summary.all === 0) {
      this.#item.hide();
      return;
    }
    const { t } = vscode.l10n;
    const said = summaryText(summary, { t, size: bytes => bytesText(bytes, vscode.env.language) });
    this.#item.text = statusBarText(summary);
    this.#item.tooltip = said;
    this.#item.accessibilityInformation = { label: `ChatZoo: ${said}` };
    this.#item.show();
  }

  #nothingLoaded(): ModelsSummary {
    const all = this.#settings.current.bots.filter(({ kind }) => kind === 'llama').length;
    return { all, inMemory: 0, answering: 0, bytes: 0 };
  }
}
