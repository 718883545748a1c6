import * as vscode from 'vscode';
import type { Lineup, Lineups } from '../../app/lineups.ts';
import { COMMANDS } from '../ids.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { inToast } from '../toast.ts';
import type { Command } from './command.ts';

interface Item extends vscode.QuickPickItem {
  readonly choose: () => Promise<void>;
}

/** Begins a session with the bots of a line-up; later sessions have them, too. */
export const useLineup: Command = async (context, target) => {
  const { t } = vscode.l10n;
  const app = await context.app();
  const { lineups, sessions } = app;
  const seat = async (lineup: Lineup | undefined): Promise<void> => {
    await lineups.use(lineup?.name);
    context.modelsTree.refresh();
    tellMissing(lineups, lineup);
    const session = await sessions.begin();
    await context.arenaPanels.show(session.id);
  };
  const given = lineups.all().find(({ name }) => name === nameIn(target));
  if (given) {
    await seat(given);
    return;
  }
  const items: Item[] = [
    {
      label: t('All bots'),
      description: lineups.current ? '' : t('in use'),
      detail: names(context.settings.current.bots.map(({ name }) => name)),
      choose: () => seat(undefined),
    },
    ...lineups.all().map(lineup => itemOf(lineup, lineups, () => seat(lineup))),
    {
      label: t('Save a line-up…'),
      iconPath: new vscode.ThemeIcon('add'),
      choose: async () => {
        await vscode.commands.executeCommand(COMMANDS.saveLineup);
      },
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: t('Which bots take seats in new sessions?'),
    matchOnDetail: true,
  });
  await picked?.choose();
};

function itemOf(lineup: Lineup, lineups: Lineups, choose: () => Promise<void>): Item {
  const { t } = vscode.l10n;
  const missing = lineups.missingIn(lineup);
  const notes = [
    ...(lineups.current?.name === lineup.name ? [t('in use')] : []),
    ...(missing.length > 0 ? [t('not there: {0}', withoutIcons(names(missing)))] : []),
  ];
  return {
    label: withoutIcons(lineup.name),
    description: notes.join(' · '),
    detail: withoutIcons(names(lineup.bots)),
    choose,
  };
}

function tellMissing(lineups: Lineups, lineup: Lineup | undefined): void {
  if (!lineup) return;
  const missing = lineups.missingIn(lineup);
  if (missing.length === 0) return;
  const { t } = vscode.l10n;
  const all = missing.length === lineup.bots.length;
  const said = all
    ? t('No bot of the line-up “{0}” is there any more, so all bots take seats.', lineup.name)
    : t(
        'Left out of the line-up “{0}”, as there are no such bots: {1}',
        lineup.name,
        names(missing),
      );
  void vscode.window.showWarningMessage(inToast(said));
}

function names(bots: readonly string[]): string {
  return bots.join(' · ');
}

function nameIn(target: unknown): string | undefined {
  const name = (target as { lineup?: unknown } | null | undefined)?.lineup;
  return typeof name === 'string' ? name : undefined;
}
