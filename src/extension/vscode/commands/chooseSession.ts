import * as vscode from 'vscode';
import type { Session, SessionId } from '../../../core/model.ts';
import type { CommandContext } from './command.ts';

/**
 * The session a command is about: the one the tree or a page gave, else the page in front, else the
 * user is asked.
 *
 * @param target what the command was called with.
 * @returns undefined if the user chose none, or there is none (then says so).
 */
export async function chooseSession(
  { app, arenaPanels }: CommandContext,
  target: unknown,
): Promise<Session | undefined> {
  const { sessions } = await app();
  const given = idIn(target) ?? arenaPanels.active;
  if (given !== undefined) return sessions.get(given);
  const { t } = vscode.l10n;
  const list = await sessions.list();
  if (list.length === 0) {
    void vscode.window.showInformationMessage(t('There is no session yet. Open the arena first.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    list.map(session => ({
      label: session.title,
      description: session.bots.join(' · '),
      id: session.id,
    })),
    { placeHolder: t('Which session?'), matchOnDescription: true },
  );
  return picked && sessions.get(picked.id);
}

function idIn(target: unknown): SessionId | undefined {
  const id = (target as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? (id as SessionId) : undefined;
}
