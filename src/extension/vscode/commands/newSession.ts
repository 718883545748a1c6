import type { Command } from './command.ts';

/** Begins a session with the configured bots. */
export const newSession: Command = async ({ app, arenaPanels }) => {
  const { sessions } = await app();
  const session = await sessions.begin();
  await arenaPanels.show(session.id);
};
