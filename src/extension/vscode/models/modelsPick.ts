import * as vscode from 'vscode';
import type { ModelRow } from '../../app/modelRow.ts';
import type { Models } from '../../app/models.ts';
import { COMMANDS, MODELS_VIEW } from '../ids.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import { rowText, summaryText } from './modelTexts.ts';

interface Item extends vscode.QuickPickItem {
  readonly name?: string;
  readonly run?: () => Thenable<unknown>;
}

/** Lists the configured local models as they are, kept up to date, and takes them out of memory. */
export async function pickModels(models: Models, report: (error: unknown) => void): Promise<void> {
  const { t } = vscode.l10n;
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = t('Models');
  pick.matchOnDescription = true;
  let shown = 0;
  const show = async (): Promise<void> => {
    const turn = ++shown;
    const items = itemsOf((await models.rows()).filter(({ isLocal }) => isLocal));
    if (turn !== shown) return;
    const active = pick.activeItems[0]?.label;
    pick.placeholder = summaryText(models.summary(), { t, size });
    pick.keepScrollPosition = true;
    pick.items = items;
    pick.activeItems = items.filter(({ label }) => label === active);
  };
  const refresh = (): void => {
    show().catch(report);
  };
  const following = models.onChange(refresh);
  pick.onDidTriggerItemButton(({ item: { name } }) => {
    if (name !== undefined) models.unload([name]).then(refresh, report);
  });
  pick.onDidAccept(() => {
    const run = pick.selectedItems[0]?.run;
    if (!run) return;
    pick.hide();
    run().then(undefined, report);
  });
  pick.onDidHide(() => {
    shown++;
    following.dispose();
    pick.dispose();
  });
  pick.show();
  await show();
}

function itemsOf(rows: readonly ModelRow[]): readonly Item[] {
  const { t } = vscode.l10n;
  const command = (name: string) => () => vscode.commands.executeCommand(name);
  return [
    ...rows.map(itemOf),
    { label: t('Actions'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: t('Unload all that do not answer'),
      iconPath: new vscode.ThemeIcon('clear-all'),
      run: command(COMMANDS.unloadModels),
    },
    {
      label: t('Show the Models View'),
      iconPath: new vscode.ThemeIcon('list-tree'),
      run: command(`${MODELS_VIEW}.focus`),
    },
    {
      label: t('Open Settings'),
      iconPath: new vscode.ThemeIcon('gear'),
      run: command(COMMANDS.openSettings),
    },
  ];
}

function itemOf(row: ModelRow): Item {
  const { t } = vscode.l10n;
  const { status, name } = row;
  const mayGo = status?.kind === 'idle';
  const isThere = mayGo || status?.kind === 'loading' || status?.kind === 'busy';
  return {
    label: name,
    name,
    description: rowText(row, { t, size }),
    iconPath: new vscode.ThemeIcon(isThere ? 'vm-active' : 'vm-outline'),
    // Why it failed stands with the reply, too; here it is where one looks for the model.
    ...(status?.kind === 'failed' ? { detail: status.error.message } : {}),
    buttons: mayGo
      ? [{ iconPath: new vscode.ThemeIcon('eject'), tooltip: t('Take out of memory') }]
      : [],
  };
}

function size(bytes: number): string {
  return bytesText(bytes, vscode.env.language);
}
