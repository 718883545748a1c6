import * as vscode from 'vscode';
import { serversOf, type BotSpec, type OpenAiSpec } from '../../../bots/botSpec.ts';
import { testServer } from '../../../bots/serverTest.ts';
import type { ApiKeys } from '../apiKeys.ts';
import { COMMANDS } from '../ids.ts';
import { withLateProgress } from '../lateProgress.ts';
import { serverTrialText, trialText } from '../modelsView/testTexts.ts';
import { inToast } from '../toast.ts';
import { chooseBot } from './chooseBots.ts';
import type { Command, CommandContext } from './command.ts';

/** Asks a bot one short question and says how it went; nothing of it is kept. */
export const testBot: Command = async (context, target) => {
  const { t } = vscode.l10n;
  const { bots } = context.settings.current;
  const name = await chooseBot(context, target, {
    placeholder: t('Test which bot?'),
    names: bots.map(bot => bot.name),
    none: t('There is no bot in the settings yet.'),
  });
  const spec = bots.find(bot => bot.name === name);
  if (!spec) return;
  let isCancelled = (): boolean => false;
  try {
    const texts = await withLateProgress(t('Testing “{0}”', spec.name), ({ signal }) => {
      isCancelled = () => signal.aborted;
      return ask(context, spec, signal);
    });
    for (const text of texts) void vscode.window.showInformationMessage(inToast(text));
  } catch (error) {
    if (!isCancelled()) void say(context, spec, error);
  }
};

/** What came of it, for each server if there are several. */
async function ask(
  { app, apiKeys }: CommandContext,
  spec: BotSpec,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { t } = vscode.l10n;
  const { models } = await app();
  const { name } = spec;
  if (spec.kind !== 'openai') return [trialText(name, await models.test(name, signal), t)];
  const texts: string[] = [];
  for (const baseUrl of serversOf(spec)) {
    const trial = await models.judge(name, async () =>
      testServer(await addressOf(spec, baseUrl, apiKeys), signal),
    );
    texts.push(serverTrialText({ name, baseUrl, model: spec.model }, trial, t));
  }
  return texts;
}

async function addressOf(
  { model, timeoutSeconds, stream, extraBody, headers = {}, secretHeaders = [] }: OpenAiSpec,
  baseUrl: string,
  apiKeys: ApiKeys,
): Promise<Parameters<typeof testServer>[0]> {
  const all: Record<string, string> = { ...headers };
  for (const header of secretHeaders) {
    const value = await apiKeys.getHeader(baseUrl, header);
    if (value !== undefined) all[header] = value;
  }
  const apiKey = await apiKeys.get(baseUrl);
  return { baseUrl, model, timeoutSeconds, stream, extraBody, headers: all, apiKey };
}

async function say({ log }: CommandContext, spec: BotSpec, error: unknown): Promise<void> {
  const { t } = vscode.l10n;
  log.warn(`The test of a bot failed: ${String(error)}`);
  const why = error instanceof Error ? error.message : String(error);
  const edit = t('Edit Bot');
  const picked = await vscode.window.showErrorMessage(
    inToast(t('“{0}” does not answer: {1}', spec.name, why)),
    edit,
  );
  if (picked !== edit) return;
  await vscode.commands.executeCommand(COMMANDS.editBot, { botName: spec.name });
}
