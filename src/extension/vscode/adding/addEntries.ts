import * as vscode from 'vscode';
import type { BotEntry } from '../../app/botEntries.ts';
import type { CommandContext } from '../commands/command.ts';
import { COMMANDS } from '../ids.ts';
import { inToast } from '../toast.ts';
import { sameBot, withFreeNames } from './newEntries.ts';
import { pathBase } from '../pathBase.ts';

/**
 * Writes bots into the settings under names that are free, and says so. Where one would be the same as
 * another, the user is asked.
 *
 * @returns the names that they got; none if nothing was written.
 */
export async function addEntries(
  context: Pick<CommandContext, 'entries' | 'log'>,
  wanted: readonly BotEntry[],
): Promise<readonly string[]> {
  const there = context.entries.all();
  const twins = wanted.map(entry => sameBot(entry, there, pathBase()));
  const some = twins.filter(twin => twin !== undefined);
  const answer = some.length === 0 ? 'all' : await askTwice(some, some.length < wanted.length);
  if (answer === undefined) return [];
  const chosen = wanted.filter((_, index) => answer === 'all' || twins[index] === undefined);
  if (chosen.length === 0) return [];
  const named = withFreeNames(chosen, there);
  await context.entries.add(named);
  const names = named.map(({ name }) => name);
  tellAdded(names).then(undefined, (error: unknown) => {
    context.log.error('What was to follow after a model was added failed', error);
  });
  return names;
}

/** @param names of the bots that are there already. */
async function askTwice(
  names: readonly string[],
  hasOthers: boolean,
): Promise<'all' | 'others' | undefined> {
  const { t } = vscode.l10n;
  const again = t('Add Once More');
  const others = t('Add the Others');
  const picked = await vscode.window.showWarningMessage(
    t('The same model is already there with the same parameters.'),
    {
      modal: true,
      detail: t('It is called: {0}', [...new Set(names)].join(', ')),
    },
    again,
    ...(hasOthers ? [others] : []),
  );
  if (picked === again) return 'all';
  return picked === others ? 'others' : undefined;
}

async function tellAdded(names: readonly string[]): Promise<void> {
  const { t } = vscode.l10n;
  const [first] = names;
  const openArena = t('Open Arena');
  const edit = t('Edit');
  const picked = await vscode.window.showInformationMessage(
    inToast(t('Added: {0}', names.join(', '))),
    openArena,
    ...(names.length === 1 ? [edit] : []),
  );
  if (picked === openArena) await vscode.commands.executeCommand(COMMANDS.openArena);
  if (picked === edit) {
    await vscode.commands.executeCommand(COMMANDS.editBot, { botName: first });
  }
}
