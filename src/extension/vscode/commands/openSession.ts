import type { Command } from './command.ts';
import { givenSession } from './chooseSession.ts';

/** Opens the session given by the tree, or asks which. */
export const openSession: Command = async (context, target) => {
  const session = await givenSession(context, target);
  if (session) await context.arenaPanels.show(session.id);
};
