import * as vscode from 'vscode';
import type { CleaningOptions, ImportFormat } from '../../../core/formats/import/format.ts';
import { IMPORT_FORMATS } from '../../../core/formats/import/registry.ts';
import type { ImportReport } from '../../app/importReport.ts';

/** What to do with a file whose report is shown. */
export type Next = 'import' | 'format' | 'cleaning' | 'leave';

export async function askNext(fileName: string, plan: ImportReport): Promise<Next> {
  const { t } = vscode.l10n;
  const { added, extended } = plan.sessions;
  const rows: readonly (vscode.QuickPickItem & { readonly next: Next })[] = [
    ...(added + extended === 0
      ? []
      : [
          {
            label: t('Import Now'),
            description: t('sessions: {0}, votes: {1}', added + extended, plan.votesAdded),
            iconPath: new vscode.ThemeIcon('desktop-download'),
            next: 'import' as const,
          },
        ]),
    {
      label: t('Read as Another Format…'),
      description: t('now: {0}', plan.label),
      iconPath: new vscode.ThemeIcon('file-code'),
      next: 'format',
    },
    ...(plan.formatId.startsWith('fastchat')
      ? [
          {
            label: t('Exclude Models or Addresses…'),
            description: t('their votes are flagged and do not count'),
            iconPath: new vscode.ThemeIcon('filter'),
            next: 'cleaning' as const,
          },
        ]
      : []),
    {
      label: t('Cancel'),
      description: t('nothing is written'),
      iconPath: new vscode.ThemeIcon('close'),
      next: 'leave',
    },
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: t('Import of {0}', fileName),
    placeHolder:
      added + extended === 0
        ? t('There is nothing new in this file. The report says why.')
        : t(
            '{0} new, {1} extended, {2} refused, nothing written yet',
            added,
            extended,
            plan.refusedCount,
          ),
    ignoreFocusOut: true,
  });
  return picked?.next ?? 'leave';
}

/** @param chosen how the file is read now; undefined if nobody knows its format. */
export async function askFormat(
  fileName: string,
  question: string,
  chosen: ImportFormat | undefined,
): Promise<ImportFormat | undefined> {
  const { t } = vscode.l10n;
  const picked = await vscode.window.showQuickPick(
    IMPORT_FORMATS.map(format => ({
      label: format.label,
      iconPath: new vscode.ThemeIcon(format.id === chosen?.id ? 'check' : 'blank'),
      format,
    })),
    {
      title: t('Import of {0}', fileName),
      placeHolder: question,
      ignoreFocusOut: true,
    },
  );
  return picked?.format;
}

/** What FastChat's cleaning excludes; undefined if the user left it as it is. */
export async function askCleaning(
  now: CleaningOptions | undefined,
): Promise<CleaningOptions | undefined> {
  const { t } = vscode.l10n;
  const ask = (prompt: string, value: readonly string[]): Thenable<string | undefined> =>
    vscode.window.showInputBox({
      title: t('Exclude Models or Addresses'),
      prompt,
      value: value.join(', '),
      ignoreFocusOut: true,
    });
  const models = await ask(
    t('Models whose votes do not count, with commas between them'),
    now?.excludedModels ?? [],
  );
  if (models === undefined) return undefined;
  const addresses = await ask(
    t('IP addresses whose votes do not count, with commas between them'),
    now?.bannedIps ?? [],
  );
  if (addresses === undefined) return undefined;
  return { excludedModels: parts(models), bannedIps: parts(addresses) };
}

function parts(text: string): string[] {
  return text
    .split(/[,，;\n]/)
    .map(part => part.trim())
    .filter(part => part !== '');
}
