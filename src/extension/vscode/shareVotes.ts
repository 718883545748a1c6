import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Annotations } from '../app/annotations.ts';
import type { Log, Stores } from '../app/ports.ts';
import type { Settings } from '../app/settings.ts';
import type { Sessions } from '../app/sessions.ts';
import { Sharing } from '../app/sharing.ts';
import { openShareFolder } from '../exchange/shareFolder.ts';
import { COMMANDS } from './ids.ts';
import type { SettingsReader } from './settingsReader.ts';
import { inToast } from './toast.ts';

export interface ShareParts {
  readonly stores: Stores;
  readonly sessions: Sessions;
  readonly annotations: Annotations;
  readonly settings: SettingsReader;
  readonly log: Log;
}

/**
 * Shares through the folder of the settings, if there is one; begins anew when the folder, the
 * annotator or the trust in the workspace changes. An untrusted workspace is neither read nor written.
 *
 * @returns what ends it; resolves once what was begun is done.
 */
export function shareVotes(parts: ShareParts): { readonly close: () => Promise<void> } {
  const { settings, log } = parts;
  let inUse: string | undefined;
  let sharing: Sharing | undefined;
  /** The old one ends before the new one begins: two would write the same votes. */
  let work: Promise<void> = Promise.resolve();

  const follow = (): void => {
    const { shareFolder, annotator } = settings.current;
    const wanted =
      shareFolder !== '' && vscode.workspace.isTrusted ? `${shareFolder}\n${annotator}` : undefined;
    if (wanted === inUse) return;
    inUse = wanted;
    const old = sharing;
    const next = wanted === undefined ? undefined : createSharing(parts, settings.current);
    sharing = next;
    work = work
      .then(async () => {
        await old?.dispose();
        void next?.start();
      })
      .catch((error: unknown) => {
        log.error('Sharing could not begin', error);
      });
    if (next) log.info(`Votes are shared through ${shareFolder}`);
  };
  const subscriptions = [
    settings.onChange(follow),
    vscode.workspace.onDidGrantWorkspaceTrust(follow),
  ];
  follow();
  return {
    close: async () => {
      for (const subscription of subscriptions) subscription.dispose();
      await work;
      await sharing?.dispose();
    },
  };
}

function createSharing(
  { stores, sessions, annotations, log }: ShareParts,
  { shareFolder, annotator }: Settings,
): Sharing {
  return new Sharing({
    folder: openShareFolder(shareFolder, {
      onAttributes: file => {
        log.warn(`${file} has no line "*.jsonl merge=union": git may report conflicts of votes`);
      },
      onUnreadable: (file, error) => {
        log.error(`${file} cannot be read now`, error);
      },
    }),
    stores,
    annotator,
    hash: text => createHash('sha256').update(text).digest('hex'),
    onCast: annotations.onCast,
    onMerged: ids => {
      sessions.imported(ids);
    },
    onTrouble: error => void warn(shareFolder, error),
    log,
  });
}

async function warn(folder: string, error: unknown): Promise<void> {
  const { t } = vscode.l10n;
  const detail = error instanceof Error ? error.message : String(error);
  const showLog = t('Show Log');
  const picked = await vscode.window.showWarningMessage(
    inToast(
      `ChatZoo: ${t('Your votes are saved, but the shared folder {0} cannot be read or written. It is tried again with your next vote. ({1})', folder, detail)}`,
    ),
    showLog,
  );
  if (picked === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
}
