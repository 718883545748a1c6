import * as vscode from 'vscode';
import type { Session, SessionId, TurnId } from '../../core/model.ts';
import type { Disposable } from '../../core/std/disposable.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { Log } from '../app/ports.ts';
import { isRefusal } from '../app/refusal.ts';
import type { App } from './app.ts';
import { ArenaPanel } from './arenaPanel.ts';
import { errorText } from './errorText.ts';
import { ARENA_PANEL } from './ids.ts';
import { errorHtml, pageHtml, pageRoot } from './pageHtml.ts';
import { iconOf } from './icons.ts';

/** The arena pages that are open, one a session. */
export class ArenaPanels implements Disposable, vscode.WebviewPanelSerializer {
  readonly #extensionUri: vscode.Uri;
  readonly #app: () => Promise<App>;
  readonly #log: Log;
  readonly #open = new Map<SessionId, ArenaPanel>();
  readonly #activated = new Emitter<SessionId>();

  /** A session's page came to the front. */
  readonly onActivate = this.#activated.event;

  constructor(extensionUri: vscode.Uri, app: () => Promise<App>, log: Log) {
    this.#extensionUri = extensionUri;
    this.#app = app;
    this.#log = log;
  }

  /** Shows the session's page, opening it if need be, at this turn. @throws Refusal `unknownSession` */
  async show(id: SessionId, turnId?: TurnId): Promise<void> {
    const app = await this.#app();
    const { session } = await app.arena.sessions.get(id);
    // Looked for now and not before: what was awaited may have opened it.
    const open = this.#open.get(id);
    if (open) {
      open.reveal(turnId);
      return;
    }
    const panel = vscode.window.createWebviewPanel(ARENA_PANEL, '', vscode.ViewColumn.Active, {
      enableFindWidget: true,
    });
    this.#fill(app, session, panel);
    if (turnId !== undefined) this.#open.get(id)?.reveal(turnId);
  }

  /** Brings the page that was used last to the front. @returns whether there is one. */
  revealAny(): boolean {
    const last = [...this.#open.values()].at(-1);
    last?.reveal();
    return last !== undefined;
  }

  /** The session of the page in front, if it is one of ours. */
  get active(): SessionId | undefined {
    return [...this.#open.values()].find(panel => panel.active)?.sessionId;
  }

  /** The editor brings a page back after a reload; `state` is what the page itself kept. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = sessionIdIn(state);
    if (id === undefined) {
      panel.dispose();
      return;
    }
    try {
      const app = await this.#app();
      const { session } = await app.arena.sessions.get(id);
      const open = this.#open.get(id);
      if (open) {
        panel.dispose();
        open.reveal();
        return;
      }
      this.#fill(app, session, panel);
    } catch (error) {
      this.#log.error('An arena page could not be restored', error);
      if (isRefusal(error)) panel.dispose();
      else panel.webview.html = errorHtml(errorText(error));
    }
  }

  /** The pages themselves stay: the editor restores them in the next window. */
  dispose(): void {
    for (const panel of this.#open.values()) panel.dispose();
    this.#open.clear();
    this.#activated.dispose();
  }

  #fill(app: App, session: Session, panel: vscode.WebviewPanel): void {
    const { id } = session;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [pageRoot(this.#extensionUri)],
    };
    panel.iconPath = iconOf(this.#extensionUri, 'arena');
    const arenaPanel = new ArenaPanel(app, session, panel, this.#log);
    this.#open.set(id, arenaPanel);
    panel.onDidDispose(() => {
      if (this.#open.get(id) === arenaPanel) this.#open.delete(id);
      arenaPanel.dispose();
    });
    panel.onDidChangeViewState(() => {
      if (!panel.active || !this.#open.has(id)) return;
      // Last used, last in the map.
      this.#open.delete(id);
      this.#open.set(id, arenaPanel);
      this.#activated.fire(id);
    });
    panel.webview.html = pageHtml(panel.webview, this.#extensionUri, 'arena');
  }
}

function sessionIdIn(state: unknown): SessionId | undefined {
  const id = (state as { sessionId?: unknown } | null | undefined)?.sessionId;
  return typeof id === 'string' ? (id as SessionId) : undefined;
}
