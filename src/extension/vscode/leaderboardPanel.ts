import * as vscode from 'vscode';
import { BOARD_DEFAULTS, type BoardOptions } from '../../core/ranking/options.ts';
import type { Disposable } from '../../core/std/disposable.ts';
import { leaderboardPage } from '../../protocol/leaderboardPage.ts';
import { Server, type CallHandlers } from '../../protocol/rpc.ts';
import type { Log } from '../app/ports.ts';
import type { App } from './app.ts';
import type { ArenaPanels } from './arenaPanels.ts';
import { coalesce } from './coalesce.ts';
import { errorText } from './errorText.ts';
import { iconOf } from './icons.ts';
import { COMMANDS, LEADERBOARD_PANEL } from './ids.ts';
import { saveBoard, type Itself } from './leaderboard/saveBoard.ts';
import { saveDrawn } from './leaderboard/saveDrawn.ts';
import { pageHtml, pageRoot } from './pageHtml.ts';
import { webviewPort } from './webviewPort.ts';

/** A board of many votes takes a while, and votes may come in heaps. */
const PAUSE_MS = 200;

/** The one leaderboard page of the window; it moves as votes arrive. */
export class LeaderboardPanel implements Disposable, vscode.WebviewPanelSerializer {
  readonly #itself: Itself & Pick<vscode.ExtensionContext, 'extensionUri'>;
  readonly #app: () => Promise<App>;
  readonly #arenaPanels: ArenaPanels;
  readonly #log: Log;
  #panel: vscode.WebviewPanel | undefined;
  /** What the page asked for last: a report shows what one has looked at. */
  #options: BoardOptions = BOARD_DEFAULTS;

  constructor(parts: {
    readonly itself: Itself & Pick<vscode.ExtensionContext, 'extensionUri'>;
    readonly app: () => Promise<App>;
    readonly arenaPanels: ArenaPanels;
    readonly log: Log;
  }) {
    this.#itself = parts.itself;
    this.#app = parts.app;
    this.#arenaPanels = parts.arenaPanels;
    this.#log = parts.log;
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

  /** Writes the board to a file that the user names. @throws Refusal `notSaved` */
  async save(): Promise<void> {
    const { standings } = await this.#app();
    await saveBoard(this.#itself, ['html', 'json'], standings, this.#options);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#fill(await this.#app(), panel);
  }

  /** The page itself stays: the editor restores it in the next window. */
  dispose(): void {
    this.#panel = undefined;
  }

  #fill(app: App, panel: vscode.WebviewPanel): void {
    const { extensionUri } = this.#itself;
    this.#panel = panel;
    panel.title = vscode.l10n.t('Leaderboard');
    panel.iconPath = iconOf(extensionUri, 'leaderboard');
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
    /** The version of the ballots that the page knows. */
    let known = -1;
    const handlers = this.#handlers(app, version => (known = version));
    const server = new Server(leaderboardPage, webviewPort(panel.webview), handlers, {
      errorText,
      onBug: (error, call) => {
        this.#log.error(`The leaderboard page's call ${call}`, error);
      },
    });
    const telling = coalesce(async () => {
      try {
        // A hidden page asks anew when it is shown.
        if (!panel.visible) return;
        const version = await app.standings.version();
        if (version !== known) server.emit('changed', {});
        known = version;
      } catch (error) {
        this.#log.error('The leaderboard could not be told of a change', error);
      }
    }, PAUSE_MS);
    const subscription = app.standings.onChange(() => {
      telling.request();
    });
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
      subscription.dispose();
      telling.dispose();
      server.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, extensionUri, 'leaderboard');
  }

  #handlers(
    { standings }: App,
    onTold: (version: number) => void,
  ): CallHandlers<typeof leaderboardPage> {
    return {
      ping: () => ({}),
      'board/get': async options => {
        this.#options = options;
        onTold(await standings.version());
        return standings.newestBoard(options);
      },
      'board/behind': ({ options, cell }) => standings.behind(options, cell),
      'session/open': async ({ id, turnId }) => {
        await this.#arenaPanels.show(id, turnId);
        return {};
      },
      'arena/open': async () => {
        await vscode.commands.executeCommand(COMMANDS.openArena);
        return {};
      },
      'file/save': async ({ name, content }) => ({ saved: await saveDrawn(name, content) }),
      'board/save': async ({ options, format }) => ({
        saved: await saveBoard(this.#itself, [format], standings, options),
      }),
    };
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
