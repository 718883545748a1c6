import { chosenDownload } from '../downloads/downloadTarget.ts';
import { followDownload } from '../downloads/followDownload.ts';
import { refuseUntrusted } from '../downloads/refuseUntrusted.ts';
import type { Command } from './command.ts';

/** Goes on with a download where it was. */
export const resumeDownload: Command = async (context, target) => {
  refuseUntrusted();
  const { downloads } = await context.app();
  const row = await chosenDownload(
    downloads,
    target,
    ({ state }) => state === 'paused' || state === 'failed',
  );
  if (row) await followDownload(context, downloads, row.id, () => downloads.resume(row.id));
};
