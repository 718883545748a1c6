import * as vscode from 'vscode';
import { BotError } from '../../../bots/bot.ts';
import { serversOf, type OpenAiSpec } from '../../../bots/botSpec.ts';
import { testServer, type ServerTrial } from '../../../bots/serverTest.ts';
import type { Models } from '../../app/models.ts';
import type { ApiKeys } from '../apiKeys.ts';

/** What one server of a bot answered, or why it did not. */
export type ServerAnswer =
  | { readonly baseUrl: string; readonly trial: ServerTrial }
  | { readonly baseUrl: string; readonly error: Error };

/** Asks each server of a bot for a few tokens, all at once; it says of each how that went. */
export function askServers(
  spec: OpenAiSpec,
  apiKeys: ApiKeys,
  signal: AbortSignal,
): Promise<readonly ServerAnswer[]> {
  return Promise.all(
    serversOf(spec).map(async (baseUrl): Promise<ServerAnswer> => {
      try {
        return { baseUrl, trial: await askServer(spec, baseUrl, apiKeys, signal) };
      } catch (error) {
        return { baseUrl, error: error instanceof Error ? error : new Error(String(error)) };
      }
    }),
  );
}

/** Lets the bot's row tell what a reply would meet now; of a bot that is not in use there is none. */
export async function noteAnswers(
  models: Pick<Models, 'judge'>,
  name: string,
  answers: readonly ServerAnswer[],
): Promise<void> {
  // A reply goes on to the next server where one fails.
  const best = answers.find(answer => 'trial' in answer) ?? answers[0];
  const asked =
    best && 'error' in best ? () => Promise.reject(best.error) : () => Promise.resolve();
  // Whoever asked has the answers, failures included.
  await models.judge(name, asked).catch(() => undefined);
}

/** @throws BotError as a reply of the bot would; the signal's reason once it aborts. */
async function askServer(
  spec: OpenAiSpec,
  baseUrl: string,
  apiKeys: ApiKeys,
  signal: AbortSignal,
): Promise<ServerTrial> {
  const { model, timeoutSeconds, stream, extraBody } = spec;
  const [apiKey, secretHeaders] = await Promise.all([
    apiKeys.get(baseUrl),
    secretHeadersFor(spec, baseUrl, apiKeys),
  ]);
  const headers = { ...spec.headers, ...Object.fromEntries(secretHeaders) };
  return testServer({ baseUrl, model, timeoutSeconds, stream, extraBody, headers, apiKey }, signal);
}

async function secretHeadersFor(
  { secretHeaders = [] }: OpenAiSpec,
  baseUrl: string,
  apiKeys: ApiKeys,
): Promise<readonly (readonly [name: string, value: string])[]> {
  const stored = await Promise.all(
    secretHeaders.map(
      async name => [name, (await apiKeys.getHeader(baseUrl, name))?.trim() ?? ''] as const,
    ),
  );
  const missing = stored.filter(([, value]) => value === '').map(([name]) => name);
  if (missing.length === 0) return stored;
  const { t } = vscode.l10n;
  throw new BotError(
    'unauthorized',
    t('No value is stored yet for {0}: {1}', baseUrl, missing.join(', ')),
  );
}
