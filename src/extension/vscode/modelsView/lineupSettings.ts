import * as vscode from 'vscode';
import { isInUserSettings } from '../bots/settingsPlace.ts';
import { SETTINGS, SETTINGS_SECTION } from '../ids.ts';
import { holdsBot, withRenamedBot, type LineupValues } from './lineupValues.ts';

/** Keeps a line-up in the workspace, or in the user's settings where there is none. */
export async function saveLineupSetting(name: string, bots: readonly string[]): Promise<void> {
  const target = targetOfNew();
  const known = valueIn(target) ?? {};
  await write(target, { ...known, [name]: bots });
}

/** Takes a line-up away wherever it is written. @returns what brings it back. */
export async function deleteLineupSetting(name: string): Promise<() => Promise<void>> {
  const taken: (readonly [vscode.ConfigurationTarget, bots: unknown])[] = [];
  for (const target of TARGETS) {
    const known = valueIn(target);
    if (!known || !Object.hasOwn(known, name)) continue;
    taken.push([target, known[name]]);
    await write(target, Object.fromEntries(Object.entries(known).filter(([key]) => key !== name)));
  }
  return async () => {
    for (const [target, bots] of taken) await write(target, { ...valueIn(target), [name]: bots });
  };
}

/**
 * The line-ups name their bots: one that was just renamed stays in them. If it is the workspace's and the user
 * has another of the old name, the user's line-ups mean that other one, in every other window.
 */
export async function renameInLineups(from: string, to: string): Promise<void> {
  const areOthers =
    !isInUserSettings() && holdsBot(section().inspect(SETTINGS.bots)?.globalValue, from);
  for (const target of areOthers ? [vscode.ConfigurationTarget.Workspace] : TARGETS) {
    const known = valueIn(target);
    if (!known) continue;
    const renamed = withRenamedBot(known, from, to);
    if (renamed) await write(target, renamed);
  }
}

const TARGETS = [vscode.ConfigurationTarget.Global, vscode.ConfigurationTarget.Workspace] as const;

function targetOfNew(): vscode.ConfigurationTarget {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return workspaceFile === undefined && workspaceFolders === undefined
    ? vscode.ConfigurationTarget.Global
    : vscode.ConfigurationTarget.Workspace;
}

function valueIn(target: vscode.ConfigurationTarget): LineupValues | undefined {
  const inspected = section().inspect<unknown>(SETTINGS.lineups);
  const value =
    target === vscode.ConfigurationTarget.Global
      ? inspected?.globalValue
      : inspected?.workspaceValue;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as LineupValues)
    : undefined;
}

async function write(target: vscode.ConfigurationTarget, lineups: LineupValues): Promise<void> {
  const isEmpty = Object.keys(lineups).length === 0;
  await section().update(SETTINGS.lineups, isEmpty ? undefined : lineups, target);
}

function section(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(SETTINGS_SECTION);
}
