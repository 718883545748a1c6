import * as vscode from 'vscode';
import { BotError } from '../../../bots/bot.ts';

/** What the editor or a provider said, as what the user can do about it. */
export function asBotError(error: unknown, model: vscode.LanguageModelChat | undefined): BotError {
  if (error instanceof BotError) return error;
  const { t } = vscode.l10n;
  const said = saidBy(error);
  const vendor = model?.vendor ?? '';
  const options = { cause: error };
  switch (codeOf(error)) {
    case vscode.LanguageModelError.NoPermissions.name:
      return new BotError(
        'notAllowed',
        t(
          'You have not allowed ChatZoo to use the models of {0}. Ask again and choose Allow, or allow it under Accounts → Manage Language Model Access….{1}',
          vendor,
          said,
        ),
        options,
      );
    case vscode.LanguageModelError.Blocked.name:
      return new BotError(
        'notAllowed',
        t(
          '{0} blocked the request: the quota may be used up, or the text may be against its rules.{1}',
          vendor,
          said,
        ),
        options,
      );
    case vscode.LanguageModelError.NotFound.name:
      return new BotError(
        'noEditorModel',
        t('The model is no longer offered. Choose another one for this bot.{0}', said),
        options,
      );
    default:
      return new BotError(
        'serverError',
        t('The provider of the model had an error.{0}', said),
        options,
      );
  }
}

const DEEPEST_CAUSE = 10;

/** Providers throw errors of their own, some with what they are about as their cause. */
function codeOf(error: unknown): string | undefined {
  let each = error;
  // A few, since causes may go round in a circle.
  for (let depth = 0; depth < DEEPEST_CAUSE && each instanceof Error; depth++, each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return each.code;
  }
  return undefined;
}

function saidBy(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).trim();
  return text === '' ? '' : ` (${text.length > 500 ? `${text.slice(0, 499)}…` : text})`;
}
