import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../core/std/disposable.ts';
import { isRefusal } from '../../app/refusal.ts';
import { openSettingsFile } from '../bots/openSettingsFile.ts';
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
import { openWalkthrough } from './openWalkthrough.ts';
import { pinSession, unpinSession } from './pinSession.ts';
import { refreshModels } from './refreshModels.ts';
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
  exportSession: lateCommand('exchange', 'exportSession'),
  exportSessions: lateCommand('exchange', 'exportSessions'),
  importSessions: lateCommand('exchange', 'importSessions'),
  importConfiguration: lateCommand('manage', 'importConfiguration'),
  openWalkthrough,
  openLeaderboard,
  saveLeaderboard,
  showModels,
  unloadModels,
  refreshModels,
  loadModel: lateCommand('manage', 'loadModel'),
  unloadModel: lateCommand('manage', 'unloadModel'),
  testBot: lateCommand('manage', 'testBot'),
  duplicateBot: lateCommand('manage', 'duplicateBot'),
  renameBot: lateCommand('manage', 'renameBot'),
  removeBot: lateCommand('manage', 'removeBot'),
  revealModelFile: lateCommand('manage', 'revealModelFile'),
  useLineup: lateCommand('manage', 'useLineup'),
  saveLineup: lateCommand('manage', 'saveLineup'),
  deleteLineup: lateCommand('manage', 'deleteLineup'),
  addModel: lateCommand('manage', 'addModel'),
  newCustomBot: lateCommand('manage', 'newCustomBot'),
  editBot: lateCommand('manage', 'editBot'),
  downloadModel: lateCommand('manage', 'downloadModel'),
  pauseDownload: lateCommand('manage', 'pauseDownload'),
  resumeDownload: lateCommand('manage', 'resumeDownload'),
  cancelDownload: lateCommand('manage', 'cancelDownload'),
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
  const openLabel = vscode.l10n.t('Open Settings');
  const showLogLabel = vscode.l10n.t('Show Log');
  const isOfSettings = isRefusal(error) && error.code === 'badSettings';
  const picked = await vscode.window.showErrorMessage(
    inToast(`ChatZoo: ${errorText(error)}`),
    ...(isOfSettings ? [openLabel] : []),
    showLogLabel,
  );
  if (picked === openLabel) await openSettingsFile();
  if (picked === showLogLabel) log.show();
}
