import { chosenDownload } from '../downloads/downloadTarget.ts';
import type { Command } from './command.ts';

/** Lets a download stand still; what was fetched stays. */
export const pauseDownload: Command = async ({ app }, target) => {
  const { downloads } = await app();
  const row = await chosenDownload(
    downloads,
    target,
    ({ state }) => state === 'running' || state === 'checking',
  );
  if (row) await downloads.pause(row.id);
};
