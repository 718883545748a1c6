import * as vscode from 'vscode';
import type { CommandContext } from '../commands/command.ts';
import { demoEntries } from '../demoBots.ts';
import { COMMANDS } from '../ids.ts';
import { addEditorModel } from './editorModels.ts';
import { addEntries } from './addEntries.ts';
import { addFromForm } from './fromForm.ts';
import { addFromKnownFolders } from './knownFolders.ts';
import { addFromLocalServers } from './localServers.ts';
import { addByPath } from './pathPick.ts';
import { addServer } from './serverSteps.ts';

interface Source extends vscode.QuickPickItem {
  readonly add?: (context: CommandContext) => Thenable<unknown>;
}

/** Lets the user choose where a model comes from. Nothing is looked for before that. */
export async function pickSource(context: CommandContext): Promise<void> {
  const { t } = vscode.l10n;
  const picked = await vscode.window.showQuickPick<Source>(await sources(), {
    title: t('Add a Model'),
    placeHolder: t('Where is the model?'),
    matchOnDescription: true,
  });
  await picked?.add?.(context);
}

async function sources(): Promise<readonly Source[]> {
  const { t } = vscode.l10n;
  const registered = new Set(await vscode.commands.getCommands(true));
  const command = (id: string, source: Source): readonly Source[] =>
    registered.has(id) ? [{ ...source, add: () => vscode.commands.executeCommand(id) }] : [];
  const icon = (name: string) => ({ iconPath: new vscode.ThemeIcon(name) });
  const heading = (label: string): Source => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  return [
    heading(t('On this machine')),
    {
      label: t('GGUF File…'),
      description: t('type or paste its path, or look for it'),
      ...icon('file'),
      add: addByPath,
    },
    {
      label: t('Models of Other Programs…'),
      description: 'LM Studio, Ollama, Hugging Face, Jan, llama.cpp, GPT4All',
      ...icon('library'),
      add: addFromKnownFolders,
    },
    {
      label: t('Demo Models'),
      description: t('three tiny ones that come with ChatZoo'),
      ...icon('beaker'),
      add: context => addEntries(context, demoEntries()),
    },
    ...command(COMMANDS.downloadModel, {
      label: t('Download a Model…'),
      description: t('from a list of small ones'),
      ...icon('cloud-download'),
    }),
    heading(t('Servers')),
    {
      label: t('Running Servers on This Machine…'),
      description: t('asks a few ports that Ollama, LM Studio and others use'),
      ...icon('vm-running'),
      add: addFromLocalServers,
    },
    {
      label: t('Server by Address…'),
      description: t('any OpenAI-compatible one, with an API key if it wants one'),
      ...icon('globe'),
      add: context => addServer(context),
    },
    heading(t('Others')),
    {
      label: t('Model of the Editor…'),
      description: t('such as those of GitHub Copilot'),
      ...icon('vscode'),
      add: addEditorModel,
    },
    ...command(COMMANDS.newCustomBot, {
      label: t('Custom Bot…'),
      description: t('a module of your own in this workspace'),
      ...icon('code'),
    }),
    {
      label: t('From a Form…'),
      description: t('every value by hand'),
      ...icon('list-flat'),
      add: addFromForm,
    },
    ...command(COMMANDS.importConfiguration, {
      label: t('Import a Configuration…'),
      description: t('of ChatZoo or codefuse'),
      ...icon('json'),
    }),
  ];
}
