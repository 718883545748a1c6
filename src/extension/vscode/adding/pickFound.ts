import * as vscode from 'vscode';
import type { ModelDescription } from '../../../bots/describeModel.ts';
import { shortenPath } from '../../discovery/typedPath.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { modelDetail, modelLine, type Reader } from './modelTexts.ts';
import { modelName } from './newEntries.ts';
import { pathBase } from '../pathBase.ts';

/** A model that may be added. */
export interface Offer {
  readonly model: ModelDescription;
  /** What another program calls it, the name to use first. */
  readonly names: readonly string[];
  /** Whose it is; a heading in the list. */
  readonly program?: string;
}

interface Row extends vscode.QuickPickItem {
  readonly offer?: Offer;
}

/**
 * Shows models with their size, context, template and need of memory, and lets the user choose several.
 *
 * @param options `isChosen`: whether all are chosen from the start.
 * @returns undefined if it was cancelled.
 */
export async function pickFound(
  offers: readonly Offer[],
  reader: Reader,
  options: {
    readonly title: string;
    readonly placeHolder: string;
    readonly isChosen: boolean;
  },
): Promise<readonly Offer[] | undefined> {
  const rows = offers.flatMap((offer, index) => [
    ...(offer.program !== undefined && offer.program !== offers[index - 1]?.program
      ? [{ label: offer.program, kind: vscode.QuickPickItemKind.Separator }]
      : []),
    { ...offerRow(offer, reader), picked: options.isChosen },
  ]);
  const picked = await vscode.window.showQuickPick<Row>(rows, {
    title: options.title,
    placeHolder: options.placeHolder,
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return (picked as readonly Row[] | undefined)?.flatMap(({ offer }) => offer ?? []);
}

function offerRow(offer: Offer, reader: Reader): Row {
  const { model, names } = offer;
  const where = shortenPath(model.path, pathBase());
  return {
    label: withoutIcons(modelName(model, names[0])),
    description: withoutIcons([modelLine(model, reader), ...names.slice(1)].join(' · ')),
    detail: withoutIcons(`${modelDetail(model, names[0], reader)} · ${where}`),
    offer,
  };
}
