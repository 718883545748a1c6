import * as vscode from 'vscode';
import { MAX_NAME } from '../../../bots/settingLimits.ts';
import { freeBotName, type BotEntries } from '../../app/botEntries.ts';
import { isRefusal } from '../../app/refusal.ts';
import { shortenPath } from '../../discovery/typedPath.ts';
import { writtenBase } from '../adding/surroundings.ts';
import {
  mayWriteTypes,
  MODULE_FOLDER,
  moduleFileName,
  TYPES_FILE,
} from '../customBots/moduleFile.ts';
import type { Command } from './command.ts';

/** Writes a module to begin with, adds its bot and shows it. */
export const newCustomBot: Command = async ({ entries, extension }) => {
  const { t } = vscode.l10n;
  if (!vscode.workspace.isTrusted) {
    await askForTrust();
    return;
  }
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!root) {
    void vscode.window.showInformationMessage(
      t('Open a folder first: a custom bot is a file in it.'),
    );
    return;
  }
  const base = writtenBase();
  const name = await askForName(entries);
  if (name === undefined) return;
  const samples = vscode.Uri.joinPath(vscode.Uri.file(extension.extensionPath), 'types');
  const folder = vscode.Uri.joinPath(root, MODULE_FOLDER);
  const fileName = moduleFileName(name, await namesIn(folder));
  const file = vscode.Uri.joinPath(folder, fileName);
  const { fs } = vscode.workspace;
  await fs.writeFile(file, await fs.readFile(vscode.Uri.joinPath(samples, 'customBot.mjs')));
  const modulePath = base.folder ? `${MODULE_FOLDER}/${fileName}` : shortenPath(file.fsPath, base);
  try {
    await writeTypes(vscode.Uri.joinPath(samples, TYPES_FILE), folder);
    await entries.add([{ name, kind: 'custom', modulePath }]);
  } catch (error) {
    // Without its entry the module is nobody's, and the next try would write another beside it.
    const isThere = isRefusal(error) && error.code === 'notRead';
    if (!isThere) await fs.delete(file).then(undefined, () => {});
    throw error;
  }
  await vscode.window.showTextDocument(file);
};

async function askForTrust(): Promise<void> {
  const { t } = vscode.l10n;
  const manage = t('Manage Workspace Trust');
  const picked = await vscode.window.showWarningMessage(
    t('A custom bot is code of the workspace. Trust the workspace to run it.'),
    manage,
  );
  if (picked === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}

async function askForName(entries: BotEntries): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const taken = entries.all().map(({ name }) => (typeof name === 'string' ? name.trim() : ''));
  const name = await vscode.window.showInputBox({
    title: t('New Custom Bot'),
    prompt: t('Its name. A module to begin with is written into the folder {0}.', MODULE_FOLDER),
    value: freeBotName(t('My bot'), taken),
    ignoreFocusOut: true,
    validateInput: text => {
      const wanted = text.trim();
      if (wanted === '') return t('a name');
      if (wanted.length > MAX_NAME) return t('one line of at most {0} characters', MAX_NAME);
      return taken.includes(wanted) ? t('a name that no other bot has') : undefined;
    },
  });
  return name?.trim();
}

async function namesIn(folder: vscode.Uri): Promise<ReadonlySet<string>> {
  try {
    return new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  } catch (error) {
    // It is made with the first file. In a folder that cannot be read, each name could be taken.
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return new Set();
    throw error;
  }
}

/** The editor finds them by the reference at the head of the module. */
async function writeTypes(source: vscode.Uri, folder: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  const target = vscode.Uri.joinPath(folder, TYPES_FILE);
  const types = await fs.readFile(source);
  const there = await fs.readFile(target).then(asText, () => undefined);
  if (mayWriteTypes(there, asText(types))) await fs.writeFile(target, types);
}

function asText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
