import * as vscode from 'vscode';
import { chooseBots } from './chooseBots.ts';
import type { Command } from './command.ts';

/** Takes models out of memory; those that answer stay. */
export const unloadModel: Command = async (context, target, selected) => {
  const { t } = vscode.l10n;
  const { models } = await context.app();
  if (models.isSecret) {
    void vscode.window.showInformationMessage(
      t(
        'A blind vote is open, so no single model can be unloaded: it would tell which one was asked. Unload all instead.',
      ),
    );
    return;
  }
  const rows = await models.rows();
  const names = await chooseBots(context, target, selected, {
    placeholder: t('Unload which model?'),
    names: rows.filter(({ status }) => status?.kind === 'idle').map(({ name }) => name),
    none: t('No idle model is in memory.'),
  });
  await models.unload(names);
};
