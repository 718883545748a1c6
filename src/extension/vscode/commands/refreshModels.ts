import type { Command } from './command.ts';

/** Looks at the models' files again, and for downloads that other windows have begun. */
export const refreshModels: Command = async ({ app, modelsTree }) => {
  modelsTree.refresh();
  // The view itself tells why nothing can be listed.
  const opened = await app().catch(() => undefined);
  await opened?.downloads.refresh();
};
