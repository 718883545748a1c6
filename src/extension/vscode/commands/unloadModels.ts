import type { Command } from './command.ts';

/** Frees the memory of all local models but those that answer now. */
export const unloadModels: Command = async ({ app }) => {
  await (await app()).models.unload();
};
