import * as vscode from 'vscode';
import { effectiveSampling } from '../../../bots/defaults.ts';
import {
  describeLimits,
  isWithin,
  SAMPLING_LIMITS,
  type NumberLimits,
} from '../../../bots/settingLimits.ts';
import { SAMPLING_NUMBERS, type Sampling } from '../../../core/model.ts';
import type { BotEntry } from '../../app/botEntries.ts';
import { placeOfName } from '../bots/entryChanges.ts';
import { demoEntries } from '../demoBots.ts';
import { COMMANDS } from '../ids.ts';
import { variantName } from '../modelsView/botNames.ts';
import { inToast } from '../toast.ts';
import { chooseBot } from './chooseBots.ts';
import type { Command } from './command.ts';
import { entryNames } from './entryNames.ts';

type Parameter = (typeof SAMPLING_NUMBERS)[number];

/** Adds the same model with one parameter changed, which the new name tells. */
export const duplicateBot: Command = async (context, target) => {
  const { t } = vscode.l10n;
  const { entries, settings } = context;
  // Beside a copy those that stand in stay only if they are in the settings, too.
  const standIns = entries.all().length === 0 ? demoEntries() : [];
  const all = [...standIns, ...entries.all()];
  const names = entryNames(all);
  const specs = settings.current.bots;
  const name = await chooseBot(context, target, {
    placeholder: t('Duplicate which bot?'),
    names: names.filter(each => specs.some(bot => bot.name === each)),
    none:
      names.length === 0
        ? t('There is no bot in the settings yet.')
        : t('No bot of the settings can be used as it is written. Correct one first.'),
  });
  if (name === undefined) return;
  const entry = all[placeOfName(name, all)];
  const spec = specs.find(bot => bot.name === name);
  if (!entry || !spec) {
    void offerEditing(name);
    return;
  }
  const row = (await (await context.app()).models.rows()).find(each => each.name === name);
  const honours = row?.honours ?? 'unknown';
  const parameters =
    honours === 'unknown'
      ? SAMPLING_NUMBERS
      : SAMPLING_NUMBERS.filter(each => honours.includes(each));
  const current = effectiveSampling(spec);
  const parameter = await askParameter(parameters, current);
  if (!parameter) return;
  const value = await askValue(parameter, current[parameter]);
  if (value === undefined) return;
  const copy = withParameter(entry, parameter, value, variantName(name, parameter, value, names));
  await entries.add([...standIns, copy]);
  void vscode.window.showInformationMessage(inToast(t('Added “{0}”.', String(copy['name']))));
};

/** A copy of what is wrong would be wrong, too. */
async function offerEditing(botName: string): Promise<void> {
  const { t } = vscode.l10n;
  const edit = t('Edit Bot');
  const picked = await vscode.window.showWarningMessage(
    inToast(t('“{0}” cannot be used as it is written. Correct it first.', botName)),
    edit,
  );
  if (picked === edit) await vscode.commands.executeCommand(COMMANDS.editBot, { botName });
}

async function askParameter(
  parameters: readonly Parameter[],
  current: Sampling,
): Promise<Parameter | undefined> {
  const { t } = vscode.l10n;
  const items = parameters.map(parameter => {
    const value = current[parameter];
    const now = value === undefined ? t("the model's own default") : String(value);
    return { label: parameter, description: t('now {0}', now), parameter };
  });
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: t('The same model with another value of which parameter?'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.parameter;
}

async function askValue(
  parameter: Parameter,
  current: number | undefined,
): Promise<number | undefined> {
  const { t } = vscode.l10n;
  const limits: NumberLimits = SAMPLING_LIMITS[parameter];
  const typed = await vscode.window.showInputBox({
    prompt: t('{0} of the copy: {1}', parameter, describeLimits(limits, t)),
    value: current === undefined ? '' : String(current),
    ignoreFocusOut: true,
    validateInput: text => {
      const value = numberIn(text);
      if (value === undefined || !isWithin(value, limits)) {
        return t('Expected: {0}', describeLimits(limits, t));
      }
      return value === current ? t('That is the value it has now.') : undefined;
    },
  });
  return typed === undefined ? undefined : numberIn(typed);
}

/** Undefined for what is no number. */
function numberIn(text: string): number | undefined {
  const trimmed = text.trim();
  return trimmed === '' || Number.isNaN(Number(trimmed)) ? undefined : Number(trimmed);
}

function withParameter(
  entry: BotEntry,
  parameter: Parameter,
  value: number,
  name: string,
): BotEntry {
  const sampling = (entry['sampling'] ?? {}) as Readonly<Record<string, unknown>>;
  return { ...entry, name, sampling: { ...sampling, [parameter]: value } };
}
