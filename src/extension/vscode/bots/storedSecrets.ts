import { normaliseBaseUrl } from '../../../bots/baseUrl.ts';
import type { BotForm } from '../../../protocol/botPage.ts';
import type { BotEntry } from '../../app/botEntries.ts';
import type { ApiKeys } from '../apiKeys.ts';

/** The servers of an entry, and what is stored for each; never the secrets themselves. */
export function storedSecrets(entry: BotEntry, apiKeys: ApiKeys): Promise<BotForm['servers']> {
  const headers = textsOf(entry['secretHeaders']);
  const stored = async (baseUrl: string): Promise<readonly string[]> => {
    const values = await Promise.all(headers.map(name => apiKeys.getHeader(baseUrl, name)));
    return headers.filter((_, index) => values[index] !== undefined);
  };
  return Promise.all(
    addressesOf(entry).map(async baseUrl => ({
      baseUrl,
      hasKey: (await apiKeys.get(baseUrl)) !== undefined,
      secretHeaders: await stored(baseUrl),
    })),
  );
}

/** As keys are stored for them, each once; what is no address is left out. */
function addressesOf({ baseUrl }: BotEntry): readonly string[] {
  const written = Array.isArray(baseUrl) ? textsOf(baseUrl) : textsOf([baseUrl]);
  return [...new Set(written.map(normaliseBaseUrl))].filter(address => address !== undefined);
}

function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each): each is string => typeof each === 'string');
}
