import * as vscode from 'vscode';
import type { CommandContext } from '../commands/command.ts';
import type { Translate } from '../../../core/text.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { titleText } from '../sessionsView/rowTexts.ts';
import { findingText, type Finding } from './secrets.ts';

/** Lists what looks like a secret; choosing one opens the session there. */
export async function showFindings(
  { arenaPanels }: CommandContext,
  findings: readonly Finding[],
): Promise<void> {
  const { t } = vscode.l10n;
  const picked = await vscode.window.showQuickPick(
    findings.map(finding => ({
      label: withoutIcons(titleText(finding.title, t)),
      description: findingText(finding, t),
      finding,
    })),
    {
      title: t('Look before you give the file away'),
      placeHolder: t('Enter opens the session there'),
      ignoreFocusOut: true,
    },
  );
  if (picked) await arenaPanels.show(picked.finding.sessionId, picked.finding.turnId);
}

/**
 * Asks whether keys may get out, if there are any.
 *
 * @throws vscode.CancellationError if they may not.
 */
export async function agreeToKeys(keys: readonly Finding[], t: Translate): Promise<void> {
  if (keys.length === 0) return;
  const write = t('Write Anyway');
  const picked = await vscode.window.showWarningMessage(
    t('The file would hold what looks like a key.'),
    {
      modal: true,
      detail: [
        ...keys.slice(0, 5).map(key => `${titleText(key.title, t)} (${findingText(key, t)})`),
        ...(keys.length > 5 ? [t('… and {0} more', keys.length - 5)] : []),
      ].join('\n'),
    },
    write,
  );
  if (picked !== write) throw new vscode.CancellationError();
}
