import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../core/std/disposable.ts';
import { Emitter } from '../../../core/std/emitter.ts';
import type { Log } from '../../app/ports.ts';
import type { App } from '../app.ts';
import { coalesce, type Coalesced } from '../coalesce.ts';
import { errorText } from '../errorText.ts';
import { MODELS_VIEW, SETTINGS, SETTINGS_SECTION } from '../ids.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import type { SettingsReader } from '../settingsReader.ts';
import { DROP_TARGET } from './dropTarget.ts';
import { nodesOf } from './nodeList.ts';
import type { ModelsNode } from './nodes.ts';
import type { Reader } from './rowTexts.ts';
import { itemOf } from './treeItems.ts';

/** Fast enough for the eye; a model that loads tells twenty times how far it is. */
const PAUSE_MS = 150;

/** The sidebar's view of the models: every bot of the settings, and what is being fetched. */
export class ModelsTree implements vscode.TreeDataProvider<ModelsNode>, Disposable {
  readonly #app: () => Promise<App>;
  readonly #settings: SettingsReader;
  readonly #log: Log;
  readonly #view: vscode.TreeView<ModelsNode>;
  readonly #members = new DisposableStore();
  readonly #changed: Emitter<undefined>;
  readonly #refresh: Coalesced;
  #followed: App | undefined;
  #nodes: readonly ModelsNode[] = [];

  readonly onDidChangeTreeData;

  constructor(parts: {
    readonly app: () => Promise<App>;
    readonly settings: SettingsReader;
    readonly log: Log;
  }) {
    this.#app = parts.app;
    this.#settings = parts.settings;
    this.#log = parts.log;
    this.#changed = this.#members.add(new Emitter<undefined>());
    this.onDidChangeTreeData = this.#changed.event;
    this.#refresh = this.#members.add(
      coalesce(() => {
        this.#changed.fire(undefined);
        return Promise.resolve();
      }, PAUSE_MS),
    );
    this.#view = this.#members.add(
      vscode.window.createTreeView(MODELS_VIEW, {
        treeDataProvider: this,
        canSelectMany: true,
        dragAndDropController: DROP_TARGET,
      }),
    );
    const look = (): void => {
      this.#refresh.request();
    };
    this.#members.add(this.#settings.onChange(look));
    // A session that is closed is no longer in the way of telling what the models do.
    this.#members.add(vscode.window.tabGroups.onDidChangeTabs(look));
    this.#members.add(
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible) look();
      }),
    );
  }

  async getChildren(parent?: ModelsNode): Promise<ModelsNode[]> {
    if (parent) return [];
    try {
      const app = await this.#app();
      this.#follow(app);
      const rows = await app.models.rows();
      const { bots, problems } = this.#settings.current;
      this.#nodes = nodesOf({
        raw: vscode.workspace.getConfiguration(SETTINGS_SECTION).get(SETTINGS.bots),
        bots,
        problems,
        rows,
        downloads: app.downloads.rows(),
      });
      this.#tell(app);
    } catch (error) {
      this.#log.error('The models could not be listed', error);
      this.#nodes = [];
      this.#view.message = errorText(error);
    }
    return [...this.#nodes];
  }

  getTreeItem(node: ModelsNode): vscode.TreeItem {
    const { language } = vscode.env;
    const reader: Reader = {
      t: vscode.l10n.t,
      language,
      size: bytes => bytesText(bytes, language),
    };
    return itemOf(node, reader);
  }

  /** The view's rows have no rows of their own. */
  getParent(): undefined {
    return undefined;
  }

  /** The bots whose rows are selected, in the order in which they were. */
  selectedBots(): readonly string[] {
    return this.#view.selection.flatMap(node =>
      node.kind === 'download' ? [] : (node.botName ?? []),
    );
  }

  /** Asks for everything again, also after a failure. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#members.dispose();
  }

  #follow(app: App): void {
    if (this.#followed === app) return;
    this.#followed = app;
    const look = (): void => {
      this.#refresh.request();
    };
    this.#members.add(app.models.onChange(look));
    this.#members.add(app.downloads.onChange(look));
  }

  /** Which line-up is used, and that what is shown only stands in. */
  #tell({ lineups }: App): void {
    const { t } = vscode.l10n;
    const standIn = this.#nodes.some(node => node.kind === 'bot' && !node.isConfigured);
    this.#view.description = lineups.current?.name ?? '';
    this.#view.message = standIn
      ? t('No model is set up yet: these come with ChatZoo and stand in.')
      : '';
  }
}
