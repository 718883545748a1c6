import * as vscode from 'vscode';
import type { CommandContext } from '../commands/command.ts';
import { withLateProgress } from '../lateProgress.ts';
import { inToast } from '../toast.ts';
import { shortenPath } from '../../discovery/typedPath.ts';
import { addEntries } from './addEntries.ts';
import { fileEntry } from './newEntries.ts';
import { pickFound } from './pickFound.ts';
import { problemText } from './problemText.ts';
import { pathBase } from '../pathBase.ts';
import { readerNow, writtenBase } from './surroundings.ts';
import { lookAtFiles, type LookedAt } from './typedModel.ts';

/** Shows what these files are, and adds those that the user leaves chosen; of folders what is in them. */
export async function addModelFiles(
  context: CommandContext,
  paths: readonly string[],
): Promise<void> {
  const { t } = vscode.l10n;
  const { models, problems } = await lookedAt(paths);
  tellProblems(problems);
  if (models.length === 0) return;
  const chosen = await pickFound(
    models.map(model => ({ model, names: [] })),
    await readerNow(context),
    {
      title: t('Add Models'),
      placeHolder: t('Enter adds what is chosen'),
      isChosen: true,
    },
  );
  const base = writtenBase();
  const entries = (chosen ?? []).map(({ model }) => fileEntry(model, undefined, base));
  if (entries.length > 0) await addEntries(context, entries);
}

async function lookedAt(paths: readonly string[]): Promise<LookedAt> {
  try {
    return await withLateProgress(vscode.l10n.t('Reading what the files say of themselves'), work =>
      lookAtFiles(paths, work.signal),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return { models: [], problems: [] };
    throw error;
  }
}

/** As many as are said one by one. */
const MOST_SAID = 3;

function tellProblems(problems: LookedAt['problems']): void {
  const { t } = vscode.l10n;
  const said = problems
    .slice(0, MOST_SAID)
    .map(({ path, problem }) => problemText(problem, shortenPath(path, pathBase()), t));
  if (problems.length > MOST_SAID) {
    said.push(t('… and {0} more', problems.length - MOST_SAID));
  }
  for (const text of said) void vscode.window.showWarningMessage(inToast(text));
}
