import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../core/std/disposable.ts';
import { errorText } from '../errorText.ts';
import { COMMANDS, type CommandName } from '../ids.ts';
import { inToast } from '../toast.ts';
import type { Command, CommandContext } from './command.ts';
import { deleteAllData } from './deleteAllData.ts';
import { deleteSession } from './deleteSession.ts';
import { duplicateSession } from './duplicateSession.ts';
import { clearFilter, filterSessions } from './filterSessions.ts';
import { lateCommand } from './lateCommand.ts';
import { newSession } from './newSession.ts';
import { openArena } from './openArena.ts';
import { openLeaderboard } from './openLeaderboard.ts';
import { openSession } from './openSession.ts';
import { openSettings } from './openSettings.ts';
import { pinSession, unpinSession } from './pinSession.ts';
import { renameSession } from './renameSession.ts';
import { saveLeaderboard } from './saveLeaderboard.ts';
import { searchSessions } from './searchSessions.ts';
import { setApiKey } from './setApiKey.ts';
import { showLog } from './showLog.ts';
import { showModels } from './showModels.ts';
import { showMoreSessions } from './showMoreSessions.ts';
import { showStorage } from './showStorage.ts';
import { tagSession } from './tagSession.ts';
import { undoDelete } from './undoDelete.ts';
import { unloadModels } from './unloadModels.ts';

const COMMAND_OF: Readonly<Record<CommandName, Command>> = {
  openArena,
  newSession,
  openSession,
  renameSession,
  deleteSession,
  pinSession,
  unpinSession,
  tagSession,
  duplicateSession,
  undoDelete,
  searchSessions,
  filterSessions,
  clearFilter,
  showMoreSessions,
  showStorage,
  deleteAllData,
  exportSession: lateCommand('exportSession'),
  exportSessions: lateCommand('exportSessions'),
  importSessions: lateCommand('importSessions'),
  openLeaderboard,
  saveLeaderboard,
  showModels,
  unloadModels,
  setApiKey,
  openSettings,
  showLog,
};

/** Registers every command; what one of them cannot do is shown, with the log one click away. */
export function registerCommands(context: CommandContext): Disposable {
  const registered = new DisposableStore();
  for (const [name, command] of Object.entries(COMMAND_OF)) {
    const run = async (...args: readonly unknown[]): Promise<void> => {
      try {
        await command(context, ...args);
      } catch (error) {
        await report(context, name, error);
      }
    };
    registered.add(vscode.commands.registerCommand(COMMANDS[name as CommandName], run));
  }
  return registered;
}

async function report({ log }: CommandContext, name: string, error: unknown): Promise<void> {
  log.error(`The command ${name} failed`, error);
  const showLogLabel = vscode.l10n.t('Show Log');
  const picked = await vscode.window.showErrorMessage(
    inToast(`ChatZoo: ${errorText(error)}`),
    showLogLabel,
  );
  if (picked === showLogLabel) log.show();
}
