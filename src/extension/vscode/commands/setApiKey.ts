import * as vscode from 'vscode';
import { serversOf, type OpenAiSpec } from '../../../bots/botSpec.ts';
import type { ApiKeys } from '../apiKeys.ts';
import { secretProblem } from '../secretProblem.ts';
import { tokenOrigins } from '../downloads/accessToken.ts';
import { inToast } from '../toast.ts';
import type { Command } from './command.ts';

/** Something that a server wants to be told and that no setting may hold. */
interface Secret {
  readonly baseUrl: string;
  /** The header that carries it; without one it is the API key. */
  readonly header?: string;
  /** It lets models be downloaded from there. */
  readonly isToken?: true;
  readonly botNames: readonly string[];
}

/**
 * Asks for a server's key, for one of its secret headers or for an access token that was given for downloads,
 * and keeps it in the editor's secret storage.
 */
export const setApiKey: Command = async (context, botName) => {
  const { t } = vscode.l10n;
  const { settings, apiKeys } = context;
  const remote = settings.current.bots.filter(bot => bot.kind === 'openai');
  const tokens = (await tokenOrigins(context)).map(
    baseUrl => ({ baseUrl, isToken: true, botNames: [] }) as const,
  );
  if (remote.length === 0 && tokens.length === 0) {
    void vscode.window.showInformationMessage(
      t('No bot in the setting chatzoo.bots uses a server. Add one of the kind "openai" first.'),
    );
    return;
  }
  const named = remote.filter(bot => bot.name === nameIn(botName));
  const isOneBot = named.length > 0;
  const secret = await choose(
    isOneBot ? secretsOf(named) : [...secretsOf(remote), ...tokens],
    isOneBot,
  );
  if (secret === undefined) return;
  const value = await ask(secret);
  if (value !== undefined) await keep(secret, value, apiKeys);
};

/** A bot's page passes its name, a row of a view an object with it. */
function nameIn(argument: unknown): unknown {
  const isObject = typeof argument === 'object' && argument !== null;
  return isObject && 'botName' in argument ? argument.botName : argument;
}

/** Each key and each header once, however many bots send it. */
function secretsOf(bots: readonly OpenAiSpec[]): readonly Secret[] {
  const secrets = new Map<string, Secret>();
  for (const bot of bots) {
    for (const baseUrl of serversOf(bot)) {
      for (const header of [undefined, ...(bot.secretHeaders ?? [])]) {
        const id = `${baseUrl} ${header?.toLowerCase() ?? ''}`;
        const botNames = [...(secrets.get(id)?.botNames ?? []), bot.name];
        secrets.set(id, { baseUrl, botNames, ...(header === undefined ? {} : { header }) });
      }
    }
  }
  return [...secrets.values()];
}

async function choose(secrets: readonly Secret[], isOneBot: boolean): Promise<Secret | undefined> {
  const { t } = vscode.l10n;
  if (isOneBot && secrets.length === 1) return secrets[0];
  const chosen = await vscode.window.showQuickPick(
    secrets.map(secret => ({
      label: secret.baseUrl,
      description: [
        secret.header ?? (secret.isToken ? t('access token') : t('API key')),
        ...secret.botNames,
      ].join(' · '),
      secret,
    })),
    { placeHolder: t('The key of which server?'), matchOnDescription: true },
  );
  return chosen?.secret;
}

function ask({ baseUrl, header, isToken }: Secret): Thenable<string | undefined> {
  const { t } = vscode.l10n;
  const prompt = isToken
    ? t('Access token for {0}. Leave it empty to forget the stored token.', baseUrl)
    : header === undefined
      ? t('API key for {0}. Leave it empty to forget the stored key.', baseUrl)
      : t('{0} for {1}. Leave it empty to forget the stored value.', header, baseUrl);
  return vscode.window.showInputBox({
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: value => secretProblem(value, header),
  });
}

async function keep(secret: Secret, value: string, apiKeys: ApiKeys): Promise<void> {
  const { baseUrl, header } = secret;
  if (header === undefined) await apiKeys.set(baseUrl, value);
  else await apiKeys.setHeader(baseUrl, header, value);
  void vscode.window.showInformationMessage(keptText(secret, value.trim() === ''));
}

function keptText({ baseUrl, header, isToken }: Secret, isForgotten: boolean): string {
  const { t } = vscode.l10n;
  const place = inToast(baseUrl);
  if (isToken)
    return isForgotten
      ? t('The access token for {0} is forgotten.', place)
      : t('The access token for {0} is stored in the secret storage of the editor.', place);
  if (header === undefined)
    return isForgotten
      ? t('The key for {0} is forgotten.', place)
      : t('The key for {0} is stored in the secret storage of the editor.', place);
  return isForgotten
    ? t('{0} for {1} is forgotten.', header, place)
    : t('{0} for {1} is stored in the secret storage of the editor.', header, place);
}
