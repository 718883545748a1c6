import * as vscode from 'vscode';
import type { BotFailure } from '../../app/models.ts';
import { withLateProgress } from '../lateProgress.ts';
import { inToast } from '../toast.ts';
import { chooseBots } from './chooseBots.ts';
import type { Command } from './command.ts';

/** Brings models into memory before anybody asks them. */
export const loadModel: Command = async (context, target, selected) => {
  const { t } = vscode.l10n;
  const { models } = await context.app();
  const rows = (await models.rows()).filter(({ isLocal }) => isLocal);
  const names = await chooseBots(context, target, selected, {
    placeholder: t('Load which model?'),
    names: rows.map(({ name }) => name),
    none: t('No bot runs a model on this machine.'),
  });
  if (names.length === 0) return;
  const title = names.length === 1 ? t('Loading “{0}”', names[0] ?? '') : t('Loading models');
  const failures = await withLateProgress(title, ({ signal }) => models.load(names, signal));
  for (const failure of failures) void say(failure);
};

async function say({ name, error }: BotFailure): Promise<void> {
  const { t } = vscode.l10n;
  await vscode.window.showErrorMessage(
    inToast(t('“{0}” could not be loaded: {1}', name, error.message)),
  );
}
