import * as vscode from 'vscode';
import type { BotSpec } from '../../../bots/botSpec.ts';
import { askServers, noteAnswers } from '../bots/askServers.ts';
import { errorText } from '../errorText.ts';
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
    await withLateProgress(t('Testing “{0}”', spec.name), ({ signal }) => {
      isCancelled = () => signal.aborted;
      return test(context, spec, signal);
    });
  } catch (error) {
    if (!isCancelled()) void blame(context, spec, error);
  }
};

/** Tells what came of it, for each server if there are several. */
async function test(context: CommandContext, spec: BotSpec, signal: AbortSignal): Promise<void> {
  const { t } = vscode.l10n;
  const { models } = await context.app();
  const { name } = spec;
  if (spec.kind !== 'openai') {
    praise(trialText(name, await models.test(name, signal), t));
    return;
  }
  models.refuseSecret();
  const answers = await askServers(spec, context.apiKeys, signal);
  signal.throwIfAborted();
  await noteAnswers(models, name, answers);
  for (const answer of answers) {
    const { baseUrl } = answer;
    if ('trial' in answer)
      praise(serverTrialText({ name, baseUrl, model: spec.model }, answer.trial, t));
    else void blame(context, spec, answer.error, answers.length > 1 ? baseUrl : undefined);
  }
}

function praise(text: string): void {
  void vscode.window.showInformationMessage(inToast(text));
}

/** @param baseUrl the server that fails, where the bot has others. */
async function blame(
  { log }: Pick<CommandContext, 'log'>,
  { name }: BotSpec,
  error: unknown,
  baseUrl?: string,
): Promise<void> {
  const { t } = vscode.l10n;
  log.warn(`The test of a bot failed: ${String(error)}`);
  const who = baseUrl === undefined ? name : `${name} · ${baseUrl}`;
  const edit = t('Edit Bot');
  const picked = await vscode.window.showErrorMessage(
    inToast(t('“{0}” does not answer: {1}', who, errorText(error))),
    edit,
  );
  if (picked !== edit) return;
  await vscode.commands.executeCommand(COMMANDS.editBot, { botName: name });
}
