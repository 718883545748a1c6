import * as vscode from 'vscode';
import { presetEntry } from '../../../core/catalogue/catalogue.ts';
import type { Preset } from '../../../core/catalogue/preset.ts';
import type { Look } from '../../../protocol/downloadProcess.ts';
import { downloadId, nameOfFile } from '../../app/downloadPlan.ts';
import { downloadErrorCode, type DownloadPlan, type Downloads } from '../../app/downloads.ts';
import { freeBytesFor } from '../../downloads/diskRoom.ts';
import { askForToken } from '../downloads/accessToken.ts';
import { confirmDownload } from '../downloads/confirmDownload.ts';
import { downloadWords } from '../downloads/downloadWords.ts';
import { followDownload } from '../downloads/followDownload.ts';
import { modelsFolder } from '../downloads/modelsFolder.ts';
import { pickPreset } from '../downloads/pickPreset.ts';
import { roomHere } from '../downloads/presetTexts.ts';
import { refuseUntrusted } from '../downloads/refuseUntrusted.ts';
import { COMMANDS } from '../ids.ts';
import { openLink } from '../links.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import type { Command, CommandContext } from './command.ts';

/** Lets the user choose a model, says what it would cost, and downloads it if the user wants it. */
export const downloadModel: Command = async context => {
  refuseUntrusted();
  const folder = modelsFolder();
  const room = await roomHere(context, await freeBytesFor(folder));
  const picked = await pickPreset(room);
  if (!picked) return;
  const preset = picked.kind === 'preset' ? picked.preset : undefined;
  if (preset && !preset.file) {
    await sayBringYourOwn(preset);
    return;
  }
  const address = picked.kind === 'address' ? picked.address : (preset?.file?.address ?? '');
  const { downloads } = await context.app();
  const look = await lookAt(context, downloads, address);
  if (!look) return;
  const plan = planOf(address, look, preset);
  if (!(await confirmDownload(plan, { preset, folder, room }))) return;
  await followDownload(context, downloads, plan.id, () => downloads.start(plan));
};

function planOf(address: string, look: Look, preset: Preset | undefined): DownloadPlan {
  const sha256 = preset?.file?.sha256;
  return {
    id: downloadId(look.url),
    name: preset?.name ?? nameOfFile(look.url),
    address,
    look,
    entry: preset ? presetEntry(preset) : { kind: 'llama' },
    ...(sha256 !== undefined && { sha256 }),
  };
}

/** What is at the address; undefined if the user gave up on a slow server, or on one that wants to know who asks. */
async function lookAt(
  context: CommandContext,
  downloads: Downloads,
  address: string,
): Promise<Look | undefined> {
  const { t } = vscode.l10n;
  const size = (bytes: number): string => bytesText(bytes, vscode.env.language);
  for (;;) {
    const stop = new AbortController();
    try {
      return await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: t('Asking what is there…'),
          cancellable: true,
        },
        (_, cancellation) => {
          cancellation.onCancellationRequested(() => {
            stop.abort();
          });
          return downloads.look(address, stop.signal);
        },
      );
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      const words = downloadWords(error, { t, size });
      if (downloadErrorCode(error) !== 'noAccess') throw new Error(words, { cause: error });
      if (!(await askForToken(context, address, words))) return undefined;
    }
  }
}

async function sayBringYourOwn({ name, template, page }: Preset): Promise<void> {
  const { t } = vscode.l10n;
  const addFile = t('Add a GGUF File…');
  const openPage = t('Open Page');
  const picked = await vscode.window.showInformationMessage(
    t('No public GGUF file of {0} is known here.', name),
    {
      modal: true,
      detail:
        typeof template === 'string'
          ? t('Convert or find one, and add it: its chat template is called {0}.', template)
          : t('Convert or find one, and add it.'),
    },
    addFile,
    openPage,
  );
  if (picked === addFile) await vscode.commands.executeCommand(COMMANDS.addModel);
  if (picked === openPage) await openLink(page);
}
