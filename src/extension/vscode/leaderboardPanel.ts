import * as vscode from 'vscode';
import type { Disposable } from '../../core/std/disposable.ts';
import { leaderboardPage } from '../../protocol/leaderboardPage.ts';
import { Server } from '../../protocol/rpc.ts';
import type { Log } from '../app/ports.ts';
import type { App } from './app.ts';
import { errorText } from './errorText.ts';
import { iconOf } from './icons.ts';
import { COMMANDS, LEADERBOARD_PANEL } from './ids.ts';
import { pageHtml, pageRoot } from './pageHtml.ts';
import { webviewPort } from './webviewPort.ts';

/** The one leaderboard page of the window; it moves as votes arrive. */
export class LeaderboardPanel implements Disposable, vscode.WebviewPanelSerializer {
  readonly #extensionUri: vscode.Uri;
  readonly #app: () => Promise<App>;
  readonly #log: Log;
  #panel: vscode.WebviewPanel | undefined;

  constructor(extensionUri: vscode.Uri, app: () => Promise<App>, log: Log) {
    this.#extensionUri = extensionUri;
    this.#app = app;
    this.#log = log;
  }

  async show(): Promise<void> {
    const app = await this.#app();
    if (this.#panel) {
      this.#panel.reveal();
      return;
    }
    // One that a reload brought back, but that was not looked at yet, would stand beside the new one.
    await vscode.window.tabGroups.close(restoredTabs());
    const column = vscode.ViewColumn.Active;
    this.#fill(app, vscode.window.createWebviewPanel(LEADERBOARD_PANEL, '', column, {}));
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#fill(await this.#app(), panel);
  }

  /** The page itself stays: the editor restores it in the next window. */
  dispose(): void {
    this.#panel = undefined;
  }

  #fill(app: App, panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    panel.title = vscode.l10n.t('Leaderboard');
    panel.iconPath = iconOf(this.#extensionUri, 'leaderboard');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [pageRoot(this.#extensionUri)],
    };
    const server = new Server(
      leaderboardPage,
      webviewPort(panel.webview),
      {
        'leaderboard/snapshot': () => app.standings.now(),
        'arena/open': async () => {
          await vscode.commands.executeCommand(COMMANDS.openArena);
          return {};
        },
      },
      {
        errorText,
        onBug: (error, call) => {
          this.#log.error(`The leaderboard page's call ${call}`, error);
        },
      },
    );
    const subscription = app.standings.onChange(() => {
      if (!panel.visible) return;
      app.standings.now().then(
        board => {
          server.emit('changed', board);
        },
        (error: unknown) => {
          this.#log.error('The leaderboard could not be computed', error);
        },
      );
    });
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
      subscription.dispose();
      server.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, this.#extensionUri, 'leaderboard');
  }
}

function restoredTabs(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  // The editor puts a prefix of its own before the type.
  return tabs.filter(
    ({ input }) =>
      input instanceof vscode.TabInputWebview && input.viewType.endsWith(LEADERBOARD_PANEL),
  );
}
