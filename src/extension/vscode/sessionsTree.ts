import * as vscode from 'vscode';
import type { Disposable } from '../../core/std/disposable.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { Log, SessionSummary } from '../app/ports.ts';
import type { App } from './app.ts';
import { errorText } from './errorText.ts';
import { COMMANDS } from './ids.ts';

/** The sidebar's list of sessions, newest first. */
export class SessionsTree implements vscode.TreeDataProvider<SessionSummary>, Disposable {
  readonly #app: () => Promise<App>;
  readonly #log: Log;
  readonly #changed = new Emitter<undefined>();
  readonly #message = new Emitter<string | undefined>();
  #subscription: Disposable | undefined;

  readonly onDidChangeTreeData = this.#changed.event;
  /** What the view has to say above its list; undefined for nothing. */
  readonly onMessage = this.#message.event;

  constructor(app: () => Promise<App>, log: Log) {
    this.#app = app;
    this.#log = log;
  }

  async getChildren(parent?: SessionSummary): Promise<SessionSummary[]> {
    if (parent) return [];
    try {
      const { sessions } = await this.#app();
      this.#subscription ??= sessions.onChange(() => {
        this.#changed.fire(undefined);
      });
      const list = [...(await sessions.list())];
      this.#message.fire(undefined);
      return list;
    } catch (error) {
      // Without a word the view would look as if there had never been a session.
      this.#log.error('The sessions could not be listed', error);
      this.#message.fire(errorText(error));
      return [];
    }
  }

  getTreeItem(session: SessionSummary): vscode.TreeItem {
    const { t } = vscode.l10n;
    const item = new vscode.TreeItem(session.title === '' ? t('New Session') : session.title);
    const annotated = session.annotatedAt !== undefined;
    const turns = session.turns === 1 ? t('1 turn') : t('{0} turns', session.turns);
    const state = annotated ? t('annotated') : session.mode === 'debug' ? t('debug') : t('open');
    item.id = session.id;
    // The icon tells the state; a narrow sidebar has no room for more.
    item.description = turns;
    item.iconPath = new vscode.ThemeIcon(
      annotated ? 'pass-filled' : session.mode === 'debug' ? 'beaker' : 'comment-discussion',
    );
    item.tooltip = [
      session.title,
      session.bots.join(' · '),
      `${turns} · ${state}`,
      new Date(session.updatedAt).toLocaleString(vscode.env.language),
    ].join('\n');
    item.contextValue = 'session';
    item.command = { command: COMMANDS.openSession, title: t('Open'), arguments: [session] };
    item.accessibilityInformation = { label: `${session.title}, ${turns}, ${state}` };
    return item;
  }

  dispose(): void {
    this.#subscription?.dispose();
    this.#changed.dispose();
    this.#message.dispose();
  }
}
