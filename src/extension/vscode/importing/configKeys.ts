import type { PlannedBot } from './configReport.ts';

/** The keys of a configuration by their servers: the secret storage has one for each. */
export interface ServerKeys {
  readonly byServer: ReadonlyMap<string, string>;
  readonly servers: readonly string[];
  /** Servers for which there are several keys; the first counts. */
  readonly several: readonly string[];
}

export function keysOf(bots: readonly PlannedBot[]): ServerKeys {
  const byServer = new Map<string, string>();
  const several = new Set<string>();
  for (const { found, chosen } of bots) {
    if (chosen?.kind !== 'openai' || found.apiKey === undefined) continue;
    const known = byServer.get(chosen.baseUrl);
    if (known === undefined) byServer.set(chosen.baseUrl, found.apiKey);
    else if (known !== found.apiKey) several.add(chosen.baseUrl);
  }
  return { byServer, servers: [...byServer.keys()], several: [...several] };
}
