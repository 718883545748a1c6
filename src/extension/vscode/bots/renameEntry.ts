import * as vscode from 'vscode';
import type { BotEntries } from '../../app/botEntries.ts';
import type { App } from '../app.ts';
import { renameInLineups } from '../modelsView/lineupSettings.ts';

interface RenameContext {
  readonly entries: BotEntries;
  readonly app: () => Promise<App>;
}

/**
 * Gives a bot another name, in the line-ups too; what it said and won under the old one stays there, and if
 * that is something, the user is asked first.
 *
 * @throws Refusal of {@link BotEntries.change}
 */
export async function renameEntry(
  { entries, app }: RenameContext,
  name: string,
  renamed: string,
): Promise<void> {
  if (!(await agrees(await app(), name))) return;
  await entries.change(name, [{ path: ['name'], value: renamed }]);
  await renameInLineups(name, renamed);
}

/** Asks where votes would be left behind. */
async function agrees({ models }: App, name: string): Promise<boolean> {
  const votes = await models.votesOn(name);
  if (votes === 0) return true;
  const { t } = vscode.l10n;
  const confirm = t('Rename');
  const answer = await vscode.window.showWarningMessage(
    t('Rename “{0}”?', name),
    {
      modal: true,
      detail: t(
        'Votes on it: {0}. Sessions and votes keep the old name: on the leaderboard the bot begins anew under the new one, and sessions that it answered in cannot be continued.',
        votes,
      ),
    },
    confirm,
  );
  return answer === confirm;
}
