import * as vscode from 'vscode';
import type { Disposable } from '../../../core/std/disposable.ts';
import { Emitter } from '../../../core/std/emitter.ts';
import type { Group } from '../../app/ports.ts';
import { COMMANDS } from '../ids.ts';
import { moreOf } from './groupRows.ts';
import { GROUP_NODES, type SessionsNode } from './nodes.ts';
import type { Ago } from './relativeTime.ts';
import { tooltipMarkdown } from './rowTexts.ts';
import type { SessionsModel } from './sessionsModel.ts';
import { itemOf } from './treeItems.ts';

interface Parts {
  readonly ago: Ago;
  readonly isCollapsed: (group: Group) => boolean;
  /** Hears how reading went: of the error, or of nothing if all is well. */
  readonly onRead: (error?: unknown) => void;
}

/** Gives the editor the rows of the model. */
export class SessionsProvider implements vscode.TreeDataProvider<SessionsNode>, Disposable {
  readonly #model: SessionsModel;
  readonly #parts: Parts;
  readonly #changed = new Emitter<SessionsNode[] | undefined>();
  readonly #subscription: Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(model: SessionsModel, parts: Parts) {
    this.#model = model;
    this.#parts = parts;
    this.#subscription = model.onChange(groups => {
      this.#changed.fire(
        groups === 'everything' ? undefined : groups.map(group => GROUP_NODES[group]),
      );
    });
  }

  async getChildren(parent?: SessionsNode): Promise<SessionsNode[]> {
    if (parent?.kind === 'group') {
      const rows = this.#model.rows(parent.group);
      if (!rows) return [];
      const more = moreOf(parent.group, rows);
      return [...rows.rows, ...(more ? [more] : [])];
    }
    try {
      if (parent) return parent.kind === 'session' ? [...(await this.#model.hits(parent))] : [];
      const groups = await this.#model.groups();
      this.#parts.onRead();
      return groups.map(group => GROUP_NODES[group]);
    } catch (error) {
      // Without a word the view would look as if there had never been a session.
      this.#parts.onRead(error);
      return [];
    }
  }

  getParent(node: SessionsNode): SessionsNode | undefined {
    switch (node.kind) {
      case 'group':
        return undefined;
      case 'session':
        return GROUP_NODES[node.session.group];
      case 'hit':
        return node.parent;
      case 'more':
        return GROUP_NODES[node.group];
    }
  }

  getTreeItem(node: SessionsNode): vscode.TreeItem {
    const { t } = vscode.l10n;
    const model = this.#model;
    const item = itemOf(node, {
      reader: { t, now: Date.now(), ago: this.#parts.ago },
      language: vscode.env.language,
      countOf: group => model.rows(group)?.count ?? 0,
      isCollapsed: this.#parts.isCollapsed,
      hasHits: model.filter?.text !== undefined,
    });
    if (node.kind === 'session' || node.kind === 'hit') {
      item.command = { command: COMMANDS.openSession, title: t('Open'), arguments: [node] };
    }
    return item;
  }

  /** Asked for when the pointer rests on a row. */
  resolveTreeItem(item: vscode.TreeItem, node: SessionsNode): vscode.TreeItem {
    if (node.kind !== 'session') return item;
    const { t } = vscode.l10n;
    const text = tooltipMarkdown(node.session, t, vscode.env.language);
    item.tooltip = new vscode.MarkdownString(text);
    item.tooltip.isTrusted = false;
    return item;
  }

  /** Asks for everything again, also after a failure. */
  redraw(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
