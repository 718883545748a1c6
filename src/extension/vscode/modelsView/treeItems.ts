import * as vscode from 'vscode';
import type { BotKind } from '../../../core/model.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import type { BotState } from '../../app/modelRow.ts';
import { COMMANDS } from '../ids.ts';
import type { BotNode, BrokenNode, DownloadNode, ModelsNode } from './nodes.ts';
import {
  brokenLabel,
  brokenText,
  brokenTooltip,
  descriptionText,
  downloadText,
  spokenText,
  tooltipMarkdown,
  type Reader,
} from './rowTexts.ts';
import { contextValueOf } from './rowValues.ts';

const ICONS: Readonly<Record<BotKind, string>> = {
  llama: 'chip',
  openai: 'server',
  vscode: 'sparkle',
  custom: 'code',
};

/** The row of a node. Of two nodes with the same id the editor takes the second for the first. */
export function itemOf(node: ModelsNode, reader: Reader): vscode.TreeItem {
  switch (node.kind) {
    case 'bot':
      return botItem(node, reader);
    case 'broken':
      return brokenItem(node, reader);
    case 'download':
      return downloadItem(node, reader);
    default:
      return assertNever(node);
  }
}

function botItem(node: BotNode, reader: Reader): vscode.TreeItem {
  const { row, isConfigured, problems } = node;
  const item = new vscode.TreeItem(node.botName);
  item.id = `bot:${node.botName}`;
  item.description = descriptionText(row, reader);
  item.iconPath = problems.length > 0 ? WARNING : iconOf(row.kind, row.status);
  item.contextValue = contextValueOf(node);
  item.tooltip = plainMarkdown(tooltipMarkdown(node, reader));
  item.accessibilityInformation = { label: spokenText(node, reader) };
  // Of one that stands in, each click would begin another entry.
  if (isConfigured) item.command = editCommand(node.botName, reader);
  return item;
}

function brokenItem(node: BrokenNode, reader: Reader): vscode.TreeItem {
  const { t } = reader;
  const item = new vscode.TreeItem(brokenLabel(node, t));
  item.id = `broken:${node.index}`;
  item.description = brokenText(node, t);
  item.iconPath = WARNING;
  item.contextValue = contextValueOf(node);
  item.tooltip = plainMarkdown(brokenTooltip(node, t));
  item.command =
    node.botName === undefined
      ? { command: COMMANDS.openSettings, title: t('Open Settings') }
      : editCommand(node.botName, reader);
  return item;
}

/** The form shows at its field what is wrong with an entry. */
function editCommand(botName: string, { t }: Reader): vscode.Command {
  return { command: COMMANDS.editBot, title: t('Edit'), arguments: [{ botName }] };
}

function downloadItem({ id, download }: DownloadNode, reader: Reader): vscode.TreeItem {
  const item = new vscode.TreeItem(download.name);
  item.id = `download:${id}`;
  item.description = downloadText(download, reader);
  item.iconPath = downloadIcon(download.state);
  item.contextValue = `download.${download.state}`;
  item.accessibilityInformation = { label: `${download.name}, ${item.description}` };
  return item;
}

const ERROR_COLOUR = new vscode.ThemeColor('list.errorForeground');
const WARNING = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));

/** The kind's picture, in the colour of its state; the words beside it say the same. */
function iconOf(kind: BotKind, status: BotState | undefined): vscode.ThemeIcon {
  const icon = ICONS[kind];
  switch (status?.kind) {
    case 'loading':
    case 'waiting':
    case 'busy':
    case 'answering':
      return new vscode.ThemeIcon('loading~spin');
    case 'idle':
    case 'answered':
      return new vscode.ThemeIcon(icon, new vscode.ThemeColor('testing.iconPassed'));
    case 'failed':
      return new vscode.ThemeIcon(icon, ERROR_COLOUR);
    case 'unloaded':
    case 'unasked':
    case undefined:
      return new vscode.ThemeIcon(icon);
    default:
      return assertNever(status);
  }
}

function downloadIcon(state: DownloadNode['download']['state']): vscode.ThemeIcon {
  switch (state) {
    case 'running':
      return new vscode.ThemeIcon('cloud-download');
    case 'paused':
      return new vscode.ThemeIcon('debug-pause');
    case 'checking':
      return new vscode.ThemeIcon('loading~spin');
    case 'failed':
      return new vscode.ThemeIcon('error', ERROR_COLOUR);
    default:
      return assertNever(state);
  }
}

function plainMarkdown(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = false;
  return markdown;
}
