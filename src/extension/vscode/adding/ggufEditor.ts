import type * as vscode from 'vscode';
import type * as ManageCommands from '../../manageCommands.ts';
import type { Log } from '../../app/ports.ts';
import type { CommandContext } from '../commands/command.ts';
import { errorText } from '../errorText.ts';
import { lateBundle } from '../lateBundle.ts';
import { errorHtml } from '../pageHtml.ts';

/** “Open With… ChatZoo” of a GGUF file: shows what is in it. Reads the file once it is opened. */
export class GgufEditor implements vscode.CustomReadonlyEditorProvider {
  readonly #extensionPath: string;
  readonly #context: Pick<CommandContext, 'settings'>;
  readonly #log: Log;

  constructor(extensionPath: string, context: Pick<CommandContext, 'settings'>, log: Log) {
    this.#extensionPath = extensionPath;
    this.#context = context;
    this.#log = log;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} };
  }

  async resolveCustomEditor(
    { uri }: vscode.CustomDocument,
    panel: vscode.WebviewPanel,
  ): Promise<void> {
    try {
      const { showModelPage } = lateBundle(this.#extensionPath, 'manage') as typeof ManageCommands;
      await showModelPage(this.#context, uri, panel);
    } catch (error) {
      this.#log.error('A GGUF file could not be shown', error);
      panel.webview.html = errorHtml(errorText(error));
    }
  }
}
