import * as vscode from 'vscode';
import type { DownloadEnd, DownloadPlan, Downloads } from '../../app/downloads.ts';
import { shortenPath } from '../../discovery/typedPath.ts';
import { addEntries } from '../adding/addEntries.ts';
import { writtenBase } from '../adding/surroundings.ts';
import type { CommandContext } from '../commands/command.ts';
import { COMMANDS } from '../ids.ts';
import { inToast } from '../toast.ts';
import { askForToken } from './accessToken.ts';
import { amountText } from './downloadTarget.ts';

/** Those whose end somebody waits for: it is told once, whoever else asked for the same file. */
const followed = new Set<string>();

type Context = Pick<CommandContext, 'entries' | 'apiKeys' | 'extension' | 'log'>;

/** Shows how far a download is until it ends, adds its bot, and says what else is to be done. */
export async function followDownload(
  context: Context,
  downloads: Downloads,
  id: string,
  begin: () => Promise<DownloadEnd>,
): Promise<void> {
  const { t } = vscode.l10n;
  if (followed.has(id)) {
    const name = downloads.plan(id)?.name ?? id;
    void vscode.window.showInformationMessage(inToast(t('{0} is being downloaded already.', name)));
    return;
  }
  followed.add(id);
  let end: DownloadEnd;
  let plan: DownloadPlan | undefined;
  try {
    const running = begin();
    // One that another window is at is no longer in the list when it ends.
    plan = downloads.plan(id);
    end = await withProgress(downloads, id, running);
  } finally {
    followed.delete(id);
  }
  await tellEnd(context, downloads, { id, plan, end });
}

function withProgress(
  downloads: Downloads,
  id: string,
  running: Promise<DownloadEnd>,
): Thenable<DownloadEnd> {
  const { t } = vscode.l10n;
  const name = downloads.plan(id)?.name ?? id;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t('Downloading {0}', name),
      cancellable: true,
    },
    async (progress, token) => {
      let shown = 0;
      const subscription = downloads.onChange(() => {
        const row = downloads.rows().find(each => each.id === id);
        if (row?.state !== 'running' && row?.state !== 'checking') return;
        const part = row.bytesTotal === undefined ? 0 : (100 * row.bytesDone) / row.bytesTotal;
        const increment = row.state === 'running' ? Math.max(0, part - shown) : 0;
        shown += increment;
        const message = row.state === 'running' ? amountText(row) : t('checking the content');
        progress.report({ message, increment });
      });
      // What was fetched may have taken hours: only the user's own word removes it.
      token.onCancellationRequested(() => void downloads.pause(id));
      try {
        return await running;
      } finally {
        subscription.dispose();
      }
    },
  );
}

interface Ended {
  readonly id: string;
  readonly plan: DownloadPlan | undefined;
  readonly end: DownloadEnd;
}

async function tellEnd(
  context: Context,
  downloads: Downloads,
  { id, plan, end }: Ended,
): Promise<void> {
  const { t } = vscode.l10n;
  const name = plan?.name ?? id;
  switch (end.kind) {
    case 'done': {
      const { entry } = end.plan;
      if (!end.isChecked) context.log.info(`${name}: no checksum was known to compare with`);
      const modelPath = shortenPath(end.path, writtenBase());
      await addEntries(context, [{ name, ...entry, modelPath }]);
      await downloads.settle(id);
      return;
    }
    case 'cancelled':
      return;
    case 'paused': {
      const text = t('The download of {0} is paused.', name);
      await offer(context, downloads, id, () =>
        vscode.window.showInformationMessage(inToast(text), ...actions()),
      );
      return;
    }
    case 'failed': {
      if (
        end.code === 'noAccess' &&
        plan &&
        (await askForToken(context, plan.address, end.error))
      ) {
        await followDownload(context, downloads, id, () => downloads.resume(id));
        return;
      }
      if (end.code === 'noAccess') return;
      const text = t('{0} was not downloaded. {1}', name, end.error);
      if (end.code === 'busy') {
        void vscode.window.showInformationMessage(inToast(text));
        return;
      }
      await offer(context, downloads, id, () =>
        vscode.window.showErrorMessage(inToast(text), ...actions()),
      );
    }
  }
}

const actions = (): [string, string] => [vscode.l10n.t('Resume'), vscode.l10n.t('Remove')];

async function offer(
  context: Context,
  downloads: Downloads,
  id: string,
  show: () => Thenable<string | undefined>,
): Promise<void> {
  const [resume] = actions();
  const picked = await show();
  if (picked === resume) {
    await followDownload(context, downloads, id, () => downloads.resume(id));
  } else if (picked !== undefined) {
    await vscode.commands.executeCommand(COMMANDS.cancelDownload, { downloadId: id });
  }
}
