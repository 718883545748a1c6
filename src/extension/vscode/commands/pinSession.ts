import { chooseSessions } from './chooseSessions.ts';
import type { Command } from './command.ts';

/** Keeps sessions at the top of their group. */
export const pinSession: Command = pinning(true);

export const unpinSession: Command = pinning(false);

function pinning(pinned: boolean): Command {
  return async (context, target, selected) => {
    const ids = await chooseSessions(context, target, selected);
    if (ids.length > 0) await (await context.app()).sessions.pin(ids, pinned);
  };
}
