import type { BotEntry } from '../../app/botEntries.ts';
import type { CommandContext } from '../commands/command.ts';
import { addEntries } from './addEntries.ts';

/**
 * Adds a server's bot; its key goes to the secret storage alone. If the bot is not added, the key
 * that was kept before is there again.
 */
export async function saveServer(
  context: CommandContext,
  entry: BotEntry & { readonly baseUrl?: unknown },
  key: string | undefined,
): Promise<void> {
  const { apiKeys } = context;
  const baseUrl = String(entry.baseUrl);
  if (key === undefined) {
    await addEntries(context, [entry]);
    return;
  }
  const before = await apiKeys.get(baseUrl);
  // Before the bot: as soon as it is there it can be asked.
  await apiKeys.set(baseUrl, key);
  let isAdded = false;
  try {
    isAdded = (await addEntries(context, [entry])).length > 0;
  } finally {
    if (!isAdded) await apiKeys.set(baseUrl, before ?? '');
  }
}
