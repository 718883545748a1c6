import * as vscode from 'vscode';
import { assertNever } from '../../../core/std/assertNever.ts';
import type { Group } from '../../app/ports.ts';
import { COMMANDS } from '../ids.ts';
import type { GroupNode, HitNode, MoreNode, SessionNode, SessionsNode } from './nodes.ts';
import {
  descriptionText,
  groupText,
  placeText,
  snippetText,
  spokenText,
  titleText,
  type Reader,
} from './rowTexts.ts';

const ICONS: Readonly<Record<Group, string>> = {
  todo: 'comment-discussion',
  annotated: 'pass-filled',
  debug: 'beaker',
};

/** A side bar is narrow. */
const BEFORE_MATCH = 12;

/** What the rows depend on besides their sessions. */
export interface ItemContext {
  readonly reader: Reader;
  readonly language: string;
  readonly countOf: (group: Group) => number;
  readonly isCollapsed: (group: Group) => boolean;
  /** Whether the sessions open to show their hits. */
  readonly hasHits: boolean;
}

/** The row of a node. Of two nodes with the same id the editor takes the second for the first. */
export function itemOf(node: SessionsNode, context: ItemContext): vscode.TreeItem {
  switch (node.kind) {
    case 'group':
      return groupItem(node, context);
    case 'session':
      return sessionItem(node, context);
    case 'hit':
      return hitItem(node, context);
    case 'more':
      return moreItem(node, context);
    default:
      return assertNever(node);
  }
}

function groupItem({ group }: GroupNode, context: ItemContext): vscode.TreeItem {
  const { t } = context.reader;
  const count = context.countOf(group);
  const item = new vscode.TreeItem(
    groupText(group, t),
    context.isCollapsed(group)
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = `group:${group}`;
  item.description = count.toLocaleString(context.language);
  item.contextValue = 'group';
  item.tooltip = '';
  item.accessibilityInformation = { label: `${groupText(group, t)}, ${count}` };
  return item;
}

function sessionItem({ id, session }: SessionNode, context: ItemContext): vscode.TreeItem {
  const { reader, hasHits } = context;
  const item = new vscode.TreeItem(
    titleText(session.title, reader.t),
    hasHits ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  // With the group: on its way from one to another a session may be in both for an instant.
  item.id = `session:${session.group}:${id}`;
  item.description = descriptionText(session, reader);
  item.iconPath = new vscode.ThemeIcon(session.pinned ? 'pinned' : ICONS[session.group]);
  item.contextValue = session.pinned ? 'sessionPinned' : 'session';
  item.accessibilityInformation = { label: spokenText(session, reader) };
  return item;
}

function hitItem({ hit, index }: HitNode, { reader }: ItemContext): vscode.TreeItem {
  const { text, match } = snippetText(hit, BEFORE_MATCH);
  const place = placeText(hit, reader.t);
  const item = new vscode.TreeItem({ label: text, highlights: [match] });
  item.id = `hit:${hit.sessionId}:${index}`;
  item.description = place;
  item.contextValue = 'hit';
  item.accessibilityInformation = { label: `${place}: ${text}` };
  return item;
}

function moreItem(node: MoreNode, { reader, language }: ItemContext): vscode.TreeItem {
  const left = node.left.toLocaleString(language);
  const item = new vscode.TreeItem(reader.t('Show more… ({0} left)', left));
  item.id = `more:${node.group}:${node.shown}`;
  item.contextValue = 'more';
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = {
    command: COMMANDS.showMoreSessions,
    title: item.label as string,
    arguments: [node],
  };
  return item;
}
