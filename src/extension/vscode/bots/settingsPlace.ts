import * as vscode from 'vscode';
import { Refusal } from '../../app/refusal.ts';
import { SETTINGS, SETTINGS_SECTION } from '../ids.ts';
import type { SettingsPath } from './settingsText.ts';

/** Where the list of bots is written. */
export type SettingsPlace =
  | {
      readonly kind: 'file';
      readonly uri: vscode.Uri;
      /** Of the setting in that file. */
      readonly path: SettingsPath;
    }
  /** A file that only the editor itself can write: the user's settings, or those of an unsaved workspace. */
  | { readonly kind: 'editor'; readonly target: vscode.ConfigurationTarget };

const KEY = `${SETTINGS_SECTION}.${SETTINGS.bots}`;

/**
 * The list is changed where it counts: in the workspace, unless only the user's settings have one, or there is
 * no folder. A workspace's list would hide the user's wholly.
 *
 * @throws Refusal `untrusted`
 */
export function settingsPlace(): SettingsPlace {
  if (isInUserSettings()) return { kind: 'editor', target: vscode.ConfigurationTarget.Global };
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  const folder = workspaceFolders?.[0]?.uri;
  if (!vscode.workspace.isTrusted) {
    throw new Refusal(
      'untrusted',
      vscode.l10n.t('The bots of this workspace can be changed once it is trusted.'),
    );
  }
  if (workspaceFile?.scheme === 'untitled') {
    return { kind: 'editor', target: vscode.ConfigurationTarget.Workspace };
  }
  if (workspaceFile) return { kind: 'file', uri: workspaceFile, path: ['settings', KEY] };
  if (folder === undefined) throw new Error('A workspace without a file has a folder');
  const uri = vscode.Uri.joinPath(folder, '.vscode', 'settings.json');
  return { kind: 'file', uri, path: [KEY] };
}

/** Whether what is written there counts in every window: then no path in it may begin at a folder of this one. */
export function isUsersPlace(place: SettingsPlace): boolean {
  return place.kind === 'editor' && place.target === vscode.ConfigurationTarget.Global;
}

/** Whether the list is written in the user's settings, and not in the workspace's. */
export function isInUserSettings(): boolean {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  if (workspaceFolders?.[0] === undefined && workspaceFile === undefined) return true;
  const inspected = inspectBots();
  return inspected?.globalValue !== undefined && inspected.workspaceValue === undefined;
}

/** The list as the editor has read it in that place. */
export function listIn(place: SettingsPlace): unknown {
  const inspected = inspectBots();
  return isUsersPlace(place) ? inspected?.globalValue : inspected?.workspaceValue;
}

function inspectBots(): ReturnType<vscode.WorkspaceConfiguration['inspect']> {
  return vscode.workspace.getConfiguration(SETTINGS_SECTION).inspect(SETTINGS.bots);
}
