import * as vscode from 'vscode';
import { asNode } from '../sessionsView/nodes.ts';
import { givenSession } from './chooseSession.ts';
import { chooseSessions } from './chooseSessions.ts';
import type { Command } from './command.ts';

/** Each page is a process of the editor; more are opened only if that is what is wanted. */
const AT_ONCE = 10;

/** Opens the given sessions, at the turn of a hit, or asks which. */
export const openSession: Command = async (context, target, selected) => {
  const { arenaPanels } = context;
  const node = asNode(target);
  if (node?.kind === 'hit') {
    await arenaPanels.show(node.hit.sessionId, node.hit.turnId);
    return;
  }
  if (!Array.isArray(selected)) {
    const session = await givenSession(context, target);
    if (session) await arenaPanels.show(session.id);
    return;
  }
  const ids = await chooseSessions(context, target, selected);
  if (ids.length > AT_ONCE && !(await agrees(ids.length))) return;
  for (const id of ids) await arenaPanels.show(id);
};

async function agrees(count: number): Promise<boolean> {
  const { t } = vscode.l10n;
  const open = t('Open');
  const question = t('Open {0} pages?', count);
  return (await vscode.window.showWarningMessage(question, { modal: true }, open)) === open;
}
