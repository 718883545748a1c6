import * as vscode from 'vscode';
import { EXPORT_FORMATS } from '../../../core/formats/export/registry.ts';
import type { Content } from '../../../core/formats/export/format.ts';
import { oneLine, withoutIcons } from '../sessionsView/plainText.ts';
import { inFormat, type Choices } from './choices.ts';
import { contentText, scopeText } from './formRows.ts';
import { contentPurpose, formatName, formatPurpose } from './purposes.ts';
import type { Scope } from './scopes.ts';

// Each asks for one choice of the form; undefined if the user left it as it is.

export async function askFormat(choices: Choices): Promise<Choices | undefined> {
  const { t } = vscode.l10n;
  const picked = await ask(
    t('Which format?'),
    EXPORT_FORMATS.map(format => ({
      label: formatName(format, t),
      description: `.${format.extension}`,
      detail: formatPurpose(format.id, t),
      value: format,
      chosen: format.id === choices.format.id,
    })),
  );
  return picked && inFormat(picked, choices);
}

export function askScope(scopes: readonly Scope[], { kind }: Scope): Promise<Scope | undefined> {
  const { t } = vscode.l10n;
  return ask(
    t('Which sessions?'),
    scopes.map(scope => ({
      label: scopeText(scope, t),
      description: withoutIcons(oneLine(scope.title ?? '')),
      value: scope,
      chosen: scope.kind === kind,
    })),
  );
}

export async function askContent(choices: Choices): Promise<Choices | undefined> {
  const { t } = vscode.l10n;
  const content = await ask<Content>(
    t('What of the sessions?'),
    choices.format.contents.map(value => ({
      label: contentText(value, t),
      detail: contentPurpose(value, t),
      value,
      chosen: value === choices.content,
    })),
  );
  return content && { ...choices, content };
}

export async function askNames(choices: Choices): Promise<Choices | undefined> {
  const { t } = vscode.l10n;
  const picked = await ask<'asTheyAre' | 'pseudonyms' | 'salt'>(t('Which names?'), [
    {
      label: t('as they are'),
      detail: t('Whoever has the file sees who voted.'),
      value: 'asTheyAre',
      chosen: !choices.pseudonyms,
    },
    {
      label: t('pseudonyms'),
      detail: t('The same person has the same pseudonym in each export of this workspace.'),
      value: 'pseudonyms',
      chosen: choices.pseudonyms,
    },
    {
      label: t('Salt of the pseudonyms…'),
      detail: t('Show, copy or replace the secret that the pseudonyms are made with.'),
      value: 'salt',
      chosen: false,
    },
  ]);
  if (picked === undefined) return undefined;
  if (picked !== 'salt') return { ...choices, pseudonyms: picked === 'pseudonyms' };
  const salt = await vscode.window.showInputBox({
    title: t('Salt of the pseudonyms'),
    prompt: t('With the same salt another machine makes the same pseudonyms. Keep it secret.'),
    value: choices.salt,
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? t('A salt needs at least one character.') : ''),
  });
  return salt === undefined ? undefined : { ...choices, pseudonyms: true, salt: salt.trim() };
}

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
  readonly chosen: boolean;
}

async function ask<T>(title: string, items: readonly Choice<T>[]): Promise<T | undefined> {
  const rows = items.map(item => ({
    ...item,
    iconPath: new vscode.ThemeIcon(item.chosen ? 'check' : 'blank'),
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('Esc leaves it as it is'),
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  return picked?.value;
}
