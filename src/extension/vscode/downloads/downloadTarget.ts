import * as vscode from 'vscode';
import type { DownloadRow, Downloads } from '../../app/downloads.ts';
import { bytesText } from '../sessionsView/bytes.ts';

/** The download that a command was called with: by a row of the view, or by whoever else knows its id. */
function downloadIdIn(target: unknown): string | undefined {
  const { downloadId, download } = (target ?? {}) as {
    readonly downloadId?: unknown;
    readonly download?: { readonly id?: unknown };
  };
  const id = downloadId ?? download?.id;
  return typeof id === 'string' ? id : undefined;
}

/** The download that is meant; asks where the command was called without one and several are. */
export async function chosenDownload(
  downloads: Downloads,
  target: unknown,
  isMeant: (row: DownloadRow) => boolean,
): Promise<DownloadRow | undefined> {
  const { t } = vscode.l10n;
  const rows = downloads.rows().filter(isMeant);
  const id = downloadIdIn(target);
  if (id !== undefined) return rows.find(row => row.id === id);
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(t('There is no such download.'));
    return undefined;
  }
  // Also where the view was just being drawn anew, and the editor does not say which row it was.
  if (rows.length === 1) return rows[0];
  const picked = await vscode.window.showQuickPick(
    rows.map(row => ({
      label: row.name,
      description: amountText(row),
      ...(row.error !== undefined && { detail: row.error }),
      row,
    })),
    { placeHolder: t('Which download?') },
  );
  return picked?.row;
}

/** `1.2 GB of 2.5 GB` */
export function amountText({ bytesDone, bytesTotal }: DownloadRow): string {
  const { t } = vscode.l10n;
  const { language } = vscode.env;
  const done = bytesText(bytesDone, language);
  return bytesTotal === undefined ? done : t('{0} of {1}', done, bytesText(bytesTotal, language));
}
