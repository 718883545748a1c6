import type { SessionId } from '../../../core/model.ts';
import { asNode } from '../sessionsView/nodes.ts';
import { chooseSession, SELECTION } from './chooseSession.ts';
import type { CommandContext } from './command.ts';

/**
 * The sessions a command is about, which may be several: the selected rows if the menu's or the
 * button's row is among them or a key was pressed; else that row; else as {@link chooseSession}.
 *
 * @param target what the command was called with, and `selected` what came after it.
 * @returns an empty list if the user chose none.
 */
export async function chooseSessions(
  context: CommandContext,
  target: unknown,
  selected: unknown,
): Promise<readonly SessionId[]> {
  if (target === SELECTION) return context.selectedSessions();
  const node = asNode(target);
  const rows = Array.isArray(selected) ? selected.map(asNode) : [];
  if (node && rows.includes(node)) {
    return rows.flatMap(row => (row?.kind === 'session' ? [row.id] : []));
  }
  const session = await chooseSession(context, target);
  return session ? [session.id] : [];
}
