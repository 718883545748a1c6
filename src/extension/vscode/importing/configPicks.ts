import path from 'node:path';
import * as vscode from 'vscode';
import type { Chosen } from '../../../core/formats/config/foundBot.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { inToast } from '../toast.ts';
import { chosenText } from './configReport.ts';
import { serverAddress, type ConfigBot } from './planConfig.ts';

/**
 * Which of the bots are to come.
 *
 * @param twins names of bots that are the same, by the planned bot's name.
 * @returns undefined if the user cancelled.
 */
export async function askBots(
  fileName: string,
  bots: readonly ConfigBot[],
  twins: ReadonlyMap<string, string>,
): Promise<readonly ConfigBot[] | undefined> {
  const { t } = vscode.l10n;
  const picked = await vscode.window.showQuickPick(
    bots.map(bot => {
      const twin = twins.get(bot.name);
      const needs = t('needs a GGUF file or a server');
      return {
        label: withoutIcons(bot.name),
        description: bot.chosen ? withoutIcons(chosenText(bot.chosen, t)) : `$(warning) ${needs}`,
        ...(twin === undefined
          ? {}
          : { detail: withoutIcons(t('The same model is already there, as {0}.', twin)) }),
        picked: bot.chosen !== undefined && twin === undefined,
        bot,
      };
    }),
    {
      title: t('Configuration of {0}', fileName),
      placeHolder: t('Choose the bots to add'),
      canPickMany: true,
      matchOnDescription: true,
      ignoreFocusOut: true,
    },
  );
  return picked?.map(({ bot }) => bot);
}

/**
 * The model of a bot whose configuration does not say it.
 *
 * @returns `skip` to leave the bot out; undefined if the user cancelled all.
 */
export async function askModel(bot: ConfigBot): Promise<Chosen | 'skip' | undefined> {
  const { t } = vscode.l10n;
  const rows: readonly (vscode.QuickPickItem & { readonly of: string })[] = [
    ...bot.files.map(file => ({
      label: withoutIcons(path.basename(file)),
      description: withoutIcons(path.dirname(file)),
      iconPath: new vscode.ThemeIcon('file-binary'),
      of: file,
    })),
    {
      label: t('Choose a GGUF File…'),
      iconPath: new vscode.ThemeIcon('folder-opened'),
      of: 'choose',
    },
    {
      label: t('Give the Address of a Server…'),
      iconPath: new vscode.ThemeIcon('server'),
      of: 'server',
    },
    {
      label: t('Leave This Bot Out'),
      iconPath: new vscode.ThemeIcon('debug-step-over'),
      of: 'skip',
    },
  ];
  for (;;) {
    const picked = await vscode.window.showQuickPick(rows, {
      title: t('The model of {0}', bot.name),
      ...(bot.why === undefined ? {} : { placeHolder: bot.why }),
      ignoreFocusOut: true,
    });
    if (picked === undefined) return undefined;
    if (picked.of === 'skip') return 'skip';
    const chosen = await chosenBy(picked.of, bot);
    if (chosen) return chosen;
  }
}

/** @param of a file's path, or how to ask for the model. */
async function chosenBy(of: string, bot: ConfigBot): Promise<Chosen | undefined> {
  if (of === 'server') return askServer(bot);
  const modelPath = of === 'choose' ? await askFile(bot.name) : of;
  return modelPath === undefined ? undefined : { kind: 'llama', modelPath };
}

async function askFile(name: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const [file] =
    (await vscode.window.showOpenDialog({
      title: t('The model of {0}', name),
      filters: { [t('GGUF files')]: ['gguf'] },
    })) ?? [];
  return file?.fsPath;
}

async function askServer({ name, found: { place } }: ConfigBot): Promise<Chosen | undefined> {
  const { t } = vscode.l10n;
  const address = await vscode.window.showInputBox({
    title: t('The model of {0}', name),
    prompt: t('The address of an OpenAI-compatible server, up to and including the version'),
    placeHolder: 'http://127.0.0.1:8000/v1',
    ignoreFocusOut: true,
    validateInput: text =>
      serverAddress(text) === undefined
        ? t(
            'an http or https address such as http://127.0.0.1:11434/v1, without a user, a password or a query',
          )
        : undefined,
  });
  const baseUrl = address === undefined ? undefined : serverAddress(address);
  if (baseUrl === undefined) return undefined;
  const model = await vscode.window.showInputBox({
    title: t('The model of {0}', name),
    prompt: t("the server's name for the model"),
    value: place.kind === 'weights' ? place.path : place.model,
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? t("the server's name for the model") : undefined),
  });
  return model === undefined ? undefined : { kind: 'openai', baseUrl, model: model.trim() };
}

/** Whether the keys of a configuration may be kept. */
export async function askKeys(servers: readonly string[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const keep = t('Keep the Keys');
  const picked = await vscode.window.showInformationMessage(
    t('The configuration has keys for servers. Keep them in the secret storage of the editor?'),
    {
      modal: true,
      detail: inToast(
        `${servers.join('\n')}\n\n${t('A key that is stored for one of them already is replaced. No key is written into settings; it still stands in the file that you import.')}`,
      ),
    },
    keep,
  );
  return picked === keep;
}
