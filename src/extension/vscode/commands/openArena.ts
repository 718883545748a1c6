import type { Command } from './command.ts';

/** Brings the last used arena page to the front, or begins a session if none is open. */
export const openArena: Command = async ({ app, arenaPanels }) => {
  const { sessions } = await app();
  if (arenaPanels.revealAny()) return;
  const session = await sessions.begin();
  await arenaPanels.show(session.id);
};
