import * as vscode from 'vscode';
import { exportForm } from '../exporting/exportForm.ts';
import { scopesNow, type Scope } from '../exporting/scopes.ts';
import type { Command, CommandContext } from './command.ts';
import { chooseSessions } from './chooseSessions.ts';

/** Writes the session, or the several that are selected in the view, to a file. */
export const exportSession: Command = async (context, target, selected) => {
  const [first, ...others] = await chooseSessions(context, target, selected);
  if (first === undefined) return;
  if (others.length > 0) {
    await offer(context, await scopesNow(context, { several: [first, ...others] }), 'selected');
    return;
  }
  const session = await (await context.app()).sessions.get(first);
  if (session) await offer(context, await scopesNow(context, { session }), 'one');
};

/** Writes all sessions to a file, or those that the user narrows it to. */
export const exportSessions: Command = async context => {
  await offer(context, await scopesNow(context, {}), 'all');
};

async function offer(
  context: CommandContext,
  scopes: readonly Scope[],
  kind: Scope['kind'],
): Promise<void> {
  const first = scopes.find(scope => scope.kind === kind) ?? scopes[0];
  if (!first) {
    const { t } = vscode.l10n;
    void vscode.window.showInformationMessage(t('There is no session yet. Open the arena first.'));
    return;
  }
  await exportForm(context, scopes, first);
}
