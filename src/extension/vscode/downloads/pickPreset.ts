import * as vscode from 'vscode';
import { CATALOGUE } from '../../../core/catalogue/catalogue.ts';
import { modelAddress } from '../../../core/catalogue/modelAddress.ts';
import type { Preset } from '../../../core/catalogue/preset.ts';
import { aboutText, fitWarning, sizeText, type Room } from './presetTexts.ts';

export type Picked =
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'address'; readonly address: string };

type Item = vscode.QuickPickItem & { readonly choice?: Picked };

/** Lets the user choose a model of the catalogue, or paste an address into the same field. */
export function pickPreset(room: Room): Promise<Picked | undefined> {
  const { t } = vscode.l10n;
  const input = vscode.window.createQuickPick<Item>();
  input.title = t('Download a Model');
  input.placeholder = t('Choose a model, or paste hf:user/repository:Q4_K_M or an https link');
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  const all = presetItems(room);
  input.items = all;
  input.onDidChangeValue(value => {
    const address = value.trim();
    const isAddress = modelAddress(address) !== undefined;
    input.items = isAddress ? [addressItem(address), ...all] : all;
  });
  return new Promise(resolve => {
    input.onDidAccept(() => {
      resolve(input.selectedItems[0]?.choice);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

function addressItem(address: string): Item {
  const { t } = vscode.l10n;
  return {
    label: `$(link) ${t('From this address')}`,
    description: address,
    alwaysShow: true,
    choice: { kind: 'address', address },
  };
}

function presetItems(room: Room): readonly Item[] {
  const { t } = vscode.l10n;
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const of = (group: Preset['group']): readonly Item[] =>
    CATALOGUE.filter(preset => preset.group === group).map(preset => {
      const warning = fitWarning(preset.file?.bytes, room);
      return {
        label: preset.name,
        description: sizeText(preset),
        detail: [
          ...(warning === undefined ? [] : [`$(warning) ${warning}`]),
          aboutText(preset),
        ].join(' · '),
        choice: { kind: 'preset', preset },
      };
    });
  return [
    separator(t('small models of today')),
    ...of('small'),
    separator(t('families of the first chat models')),
    ...of('classic'),
  ];
}
