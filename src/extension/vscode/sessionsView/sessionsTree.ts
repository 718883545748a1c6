import * as vscode from 'vscode';
import type { SessionId } from '../../../core/model.ts';
import { DisposableStore, type Disposable } from '../../../core/std/disposable.ts';
import type { Group, Log } from '../../app/ports.ts';
import type { App } from '../app.ts';
import type { ArenaPanels } from '../arenaPanels.ts';
import { errorText } from '../errorText.ts';
import { FILTERED_CONTEXT, SESSIONS_VIEW } from '../ids.ts';
import { cleanFilter, filterText, type SessionsFilter } from './filter.ts';
import type { SessionsNode } from './nodes.ts';
import { agoIn } from './relativeTime.ts';
import { descriptionText } from './rowTexts.ts';
import { SessionsModel } from './sessionsModel.ts';
import { SessionsProvider } from './sessionsProvider.ts';

const COLLAPSED = 'sessionsView.collapsed';
/** The rows say how many minutes ago something was. */
const MINUTE_MS = 60_000;

/** The sidebar's view of the sessions. */
export class SessionsTree implements Disposable {
  readonly #app: () => Promise<App>;
  readonly #log: Log;
  readonly #memory: vscode.Memento;
  readonly #model: SessionsModel;
  readonly #provider: SessionsProvider;
  readonly #view: vscode.TreeView<SessionsNode>;
  readonly #members = new DisposableStore();
  #hasFailed = false;

  constructor(parts: {
    readonly app: () => Promise<App>;
    readonly arenaPanels: ArenaPanels;
    /** Where it is kept which groups are collapsed. */
    readonly memory: vscode.Memento;
    readonly log: Log;
  }) {
    this.#app = parts.app;
    this.#log = parts.log;
    this.#memory = parts.memory;
    const ago = agoIn(vscode.env.language);
    this.#model = this.#members.add(
      new SessionsModel(
        async () => (await this.#app()).sessions,
        session => {
          const reader = { t: vscode.l10n.t, now: Date.now(), ago };
          const { title, pinned, bots } = session;
          return [title, pinned, descriptionText(session, reader), ...bots].join('\t');
        },
      ),
    );
    this.#provider = this.#members.add(
      new SessionsProvider(this.#model, {
        ago,
        isCollapsed: group => this.#collapsed.includes(group),
        onRead: error => {
          this.#tellOf(error);
        },
      }),
    );
    this.#view = this.#members.add(
      vscode.window.createTreeView(SESSIONS_VIEW, {
        treeDataProvider: this.#provider,
        canSelectMany: true,
      }),
    );
    // The editor keeps the key when it starts the extensions anew; the filter is gone then.
    void vscode.commands.executeCommand('setContext', FILTERED_CONTEXT, false);
    this.#listen(parts.arenaPanels);
  }

  /** What the view is narrowed to; undefined while it shows every session. */
  filter(): { readonly label: string; readonly ids: readonly SessionId[] } | undefined {
    const { filter, filtered } = this.#model;
    return filter && { label: filterText(filter), ids: filtered };
  }

  /** The parts of the filter, to build another one upon. */
  get narrowedTo(): SessionsFilter {
    return this.#model.filter ?? {};
  }

  /** Shows the sessions with a hit for the text and with the tag only; all of them for an empty filter. */
  async narrow(filter: SessionsFilter): Promise<void> {
    const clean = cleanFilter(filter);
    await vscode.commands.executeCommand('setContext', FILTERED_CONTEXT, clean !== undefined);
    await vscode.window.withProgress({ location: { viewId: SESSIONS_VIEW } }, () =>
      this.#model.narrow(clean),
    );
    this.#tellOf();
  }

  /** The sessions whose rows are selected, in the order of the view. */
  selectedSessions(): readonly SessionId[] {
    return this.#view.selection.flatMap(node => (node.kind === 'session' ? [node.id] : []));
  }

  /** Loads the next page of a group and goes on at its first row. */
  async showMore(group: Group): Promise<void> {
    const first = await this.#model.more(group);
    if (first) await this.#view.reveal(first, { select: false, focus: true });
  }

  dispose(): void {
    this.#members.dispose();
  }

  #listen(arenaPanels: ArenaPanels): void {
    const model = this.#model;
    this.#members.add(
      model.onChange(() => {
        this.#tellOf();
      }),
    );
    this.#members.add(
      model.onFailure(error => {
        this.#tellOf(error);
      }),
    );
    this.#members.add(
      this.#view.onDidCollapseElement(({ element }) => {
        this.#remember(element, true);
      }),
    );
    this.#members.add(
      this.#view.onDidExpandElement(({ element }) => {
        this.#remember(element, false);
      }),
    );
    this.#members.add(
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (!visible) return;
        if (this.#hasFailed) this.#provider.redraw();
        else model.look();
      }),
    );
    this.#members.add(
      arenaPanels.onActivate(id => {
        void this.#reveal(id);
      }),
    );
    const minutes = setInterval(() => {
      if (this.#view.visible) model.look();
    }, MINUTE_MS);
    this.#members.add({
      dispose: () => {
        clearInterval(minutes);
      },
    });
  }

  get #collapsed(): readonly Group[] {
    return this.#memory.get<readonly Group[]>(COLLAPSED, []);
  }

  #remember(node: SessionsNode, isCollapsed: boolean): void {
    if (node.kind !== 'group') return;
    const others = this.#collapsed.filter(group => group !== node.group);
    void this.#memory.update(COLLAPSED, isCollapsed ? [...others, node.group] : others);
  }

  /** Puts above the rows why they could not be read, or what they are narrowed to. */
  #tellOf(error?: unknown): void {
    this.#hasFailed = error !== undefined;
    if (error !== undefined) this.#log.error('The sessions could not be listed', error);
    const filter = this.filter();
    this.#view.message =
      error !== undefined ? errorText(error) : filter ? filterMessage(filter) : '';
  }

  /** Selects the row of the page in front, if it is there anyway. */
  async #reveal(id: SessionId): Promise<void> {
    if (!this.#view.visible || this.selectedSessions().includes(id)) return;
    const row = this.#model.find(id);
    if (!row || this.#collapsed.includes(row.session.group)) return;
    try {
      await this.#view.reveal(row, { select: true, focus: false });
    } catch (error) {
      // It went away while the editor looked for it.
      this.#log.debug(`A session's row could not be shown: ${String(error)}`);
    }
  }
}

function filterMessage({ label, ids }: { label: string; ids: readonly unknown[] }): string {
  const { t } = vscode.l10n;
  const count = ids.length.toLocaleString(vscode.env.language);
  return ids.length === 1
    ? t('Filter: {0} · 1 session', label)
    : t('Filter: {0} · {1} sessions', label, count);
}
