import { chooseSessions } from './chooseSessions.ts';
import type { Command } from './command.ts';

/** Copies sessions without their votes; a single copy is opened. */
export const duplicateSession: Command = async (context, target, selected) => {
  const ids = await chooseSessions(context, target, selected);
  if (ids.length === 0) return;
  const { sessions } = await context.app();
  const copies = [];
  for (const id of ids) copies.push(await sessions.duplicate(id));
  const [copy, ...others] = copies;
  if (copy && others.length === 0) await context.arenaPanels.show(copy.id);
};
