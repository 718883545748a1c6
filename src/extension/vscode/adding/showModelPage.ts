import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { describeModel, ModelFileProblem } from '../../../bots/describeModel.ts';
import type { CommandContext } from '../commands/command.ts';
import { errorText } from '../errorText.ts';
import { COMMANDS } from '../ids.ts';
import { modelPageHtml, type ModelPage } from './modelPage.ts';
import { problemText } from './problemText.ts';
import { readerNow } from './surroundings.ts';

/** Shows in the panel what the file says of itself. */
export async function showModelPage(
  context: Pick<CommandContext, 'settings'>,
  file: vscode.Uri,
  panel: vscode.WebviewPanel,
): Promise<void> {
  const paths = encodeURIComponent(JSON.stringify([{ paths: [file.fsPath] }]));
  panel.webview.options = { enableCommandUris: [COMMANDS.addModel], localResourceRoots: [] };
  panel.webview.html = modelPageHtml(
    {
      fileName: path.basename(file.fsPath),
      content: await contentOf(file),
      addLink: `command:${COMMANDS.addModel}?${paths}`,
      nonce: randomBytes(16).toString('base64'),
    },
    await readerNow(context),
  );
}

async function contentOf(file: vscode.Uri): Promise<ModelPage['content']> {
  const { t } = vscode.l10n;
  if (file.scheme !== 'file') {
    return { problem: t('The file is not on this machine, so no model of it can be run here.') };
  }
  try {
    return { model: await describeModel(file.fsPath) };
  } catch (error) {
    const name = path.basename(file.fsPath);
    const problem =
      error instanceof ModelFileProblem ? problemText(error, name, t) : errorText(error);
    return { problem };
  }
}
