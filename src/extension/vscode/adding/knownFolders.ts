import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { assertNever } from '../../../core/std/assertNever.ts';
import {
  findModels,
  LEFT_OUT,
  placesHere,
  type Findings,
  type LeftOut,
} from '../../discovery/findModels.ts';
import type { Place } from '../../discovery/places.ts';
import type { CommandContext } from '../commands/command.ts';
import { modelsFolder } from '../downloads/modelsFolder.ts';
import { withLateProgress } from '../lateProgress.ts';
import { addEntries } from './addEntries.ts';
import { fileEntry } from './newEntries.ts';
import { pickFound } from './pickFound.ts';
import { readerNow, writtenBase } from './surroundings.ts';

/** Offers the models that other programs have brought to this machine; reads their headers only now. */
export async function addFromKnownFolders(context: CommandContext): Promise<void> {
  const { t } = vscode.l10n;
  const places = await placesHere(
    { platform: process.platform, home: homedir(), env: process.env },
    modelsFolder(),
  );
  const found = await search(places);
  if (found === undefined) return;
  if (found.models.length === 0) {
    await tellNothing(found, places);
    return;
  }
  const chosen = await pickFound(found.models.map(offerOf), await readerNow(context), {
    title: t('Models on This Machine'),
    placeHolder: [t('Choose with ↓ and Space, add with Enter'), ...leftOutTexts(found)].join(' · '),
    isChosen: false,
  });
  const base = writtenBase();
  const entries = (chosen ?? []).map(({ model, names }) => fileEntry(model, names[0], base));
  if (entries.length > 0) await addEntries(context, entries);
}

function offerOf({ program, names, description }: Findings['models'][number]) {
  return { program, names, model: description };
}

/** @returns undefined if it was cancelled. */
async function search(places: readonly Place[]): Promise<Findings | undefined> {
  const { t } = vscode.l10n;
  try {
    return await withLateProgress(t('Looking for models'), ({ signal, report }) =>
      findModels(places, {
        signal,
        onProgress: count => {
          report(t('found: {0}', count));
        },
      }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  }
}

async function tellNothing(found: Findings, places: readonly Place[]): Promise<void> {
  const { t } = vscode.l10n;
  const { programs } = found;
  const text =
    programs.length === 0
      ? t(
          'None of these programs keeps models on this machine: {0}.',
          [...new Set(places.map(({ program }) => program))].join(', '),
        )
      : t('There is no model in the folders of {0}.', programs.join(', '));
  await vscode.window.showInformationMessage([text, ...leftOutTexts(found)].join(' '));
}

/** One sentence for all that was left out; none if nothing was. */
function leftOutTexts({ leftOut }: Findings): readonly string[] {
  const { t } = vscode.l10n;
  const parts = LEFT_OUT.flatMap(why => {
    const count = leftOut.get(why);
    return count === undefined ? [] : [`${leftOutName(why)}: ${count}`];
  });
  return parts.length === 0 ? [] : [t('Left out: {0}', parts.join(', '))];
}

function leftOutName(why: LeftOut): string {
  const { t } = vscode.l10n;
  switch (why) {
    case 'projector':
      return t('projectors');
    case 'embedding':
      return t('embedding models');
    case 'adapter':
      return t('LoRA adapters');
    case 'unusable':
      return t('damaged files');
    default:
      return assertNever(why);
  }
}
