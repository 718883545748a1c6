import type { OpenAiSpec } from '../botSpec.ts';
import { cleanKey, isHeaderValue } from '../requestHeaders.ts';
import { badHeader, badKey, headerMissing } from './failures.ts';

/** Where keys and secret headers come from; asked before each request, so that a new one counts at once. */
export interface Secrets {
  readonly apiKey: (baseUrl: string) => Promise<string | undefined>;
  readonly secretHeader?:
    ((baseUrl: string, header: string) => Promise<string | undefined>) | undefined;
}

export interface Credentials {
  /** By name, as they are sent to this one server. */
  readonly headers: Readonly<Record<string, string>>;
  /** What no message may repeat. */
  readonly secrets: readonly string[];
  readonly hasKey: boolean;
}

/**
 * The user's headers and the key for one server. A header `Authorization` of the user's own is sent in
 * place of the key.
 *
 * @throws BotError `unauthorized` for a secret that is missing or that no header can carry: fetch's own
 *   error would show it.
 */
export async function credentialsFor(
  baseUrl: string,
  host: string,
  spec: Pick<OpenAiSpec, 'headers' | 'secretHeaders'>,
  { apiKey, secretHeader }: Secrets,
): Promise<Credentials> {
  const headers: Record<string, string> = { ...spec.headers };
  const secrets: string[] = [];
  for (const name of spec.secretHeaders ?? []) {
    const value = (await secretHeader?.(baseUrl, name))?.trim() ?? '';
    if (value === '') throw headerMissing(host, name);
    if (!isHeaderValue(value)) throw badHeader(host, name);
    headers[name] = value;
    // Of `Token abc` a server may repeat the second word alone.
    secrets.push(value, ...value.split(' ').filter(word => word.length >= SHORTEST_SECRET));
  }
  const key = cleanKey((await apiKey(baseUrl)) ?? '');
  if (key === undefined) throw badKey(host);
  const isNamed = Object.keys(headers).some(name => name.toLowerCase() === 'authorization');
  if (key !== '' && !isNamed) {
    headers['authorization'] = `Bearer ${key}`;
    secrets.push(key);
  }
  return { headers, secrets, hasKey: secrets.length > 0 };
}

/** Shorter words of a secret header are no secret, and would tear holes into every message. */
const SHORTEST_SECRET = 8;
