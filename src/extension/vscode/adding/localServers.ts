import * as vscode from 'vscode';
import { listServerModels } from '../../../bots/serverTest.ts';
import { findLocalServers, USUAL_PORTS, type LocalServer } from '../../discovery/localServers.ts';
import type { CommandContext } from '../commands/command.ts';
import { withLateProgress } from '../lateProgress.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { addEntries } from './addEntries.ts';
import { serverEntry } from './newEntries.ts';
import { addServer } from './serverSteps.ts';
import { emptyServersText, softwareName } from './serverTexts.ts';

interface Row extends vscode.QuickPickItem {
  readonly server?: LocalServer;
  /** Undefined: the server wants a key before it lists any. */
  readonly model?: string;
}

/** Asks the usual ports of this machine, and offers the models of the servers that answer. */
export async function addFromLocalServers(context: CommandContext): Promise<void> {
  const servers = await search();
  if (servers === undefined) return;
  const rows = servers.flatMap(rowsOf);
  const empty = emptyServersText(servers, vscode.l10n.t);
  if (rows.length === 0) {
    await tellNone(context, empty);
    return;
  }
  const { t } = vscode.l10n;
  const picked = (await vscode.window.showQuickPick(rows, {
    title: t('Running Servers'),
    placeHolder: [
      t('Choose with ↓ and Space, add with Enter'),
      ...(empty === undefined ? [] : [empty]),
      ...whichMachine(),
    ].join(' · '),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  })) as readonly Row[] | undefined;
  const entries = (picked ?? []).flatMap(({ server, model }) =>
    server === undefined || model === undefined ? [] : [serverEntry(server.baseUrl, model)],
  );
  if (entries.length > 0) await addEntries(context, entries);
  for (const { server, model } of picked ?? []) {
    if (server !== undefined && model === undefined) await addServer(context, server.baseUrl);
  }
}

/** @returns undefined if it was cancelled. */
async function search(): Promise<readonly LocalServer[] | undefined> {
  try {
    return await withLateProgress(vscode.l10n.t('Looking for servers'), ({ signal }) =>
      findLocalServers(listServerModels, signal),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  }
}

function rowsOf(server: LocalServer): readonly Row[] {
  const { t } = vscode.l10n;
  const { software, port, models, wantsKey } = server;
  const heading = {
    label: `${softwareName(software, t)} · 127.0.0.1:${port}`,
    kind: vscode.QuickPickItemKind.Separator,
  };
  if (wantsKey) {
    const label = t('Enter the API key of 127.0.0.1:{0}…', port);
    return [heading, { label, iconPath: new vscode.ThemeIcon('key'), server }];
  }
  if (models.length === 0) return [];
  return [
    heading,
    ...models.map(({ id, contextSize }) => ({
      label: withoutIcons(id),
      ...(contextSize === undefined ? {} : { description: t('context: {0} tokens', contextSize) }),
      server,
      model: id,
    })),
  ];
}

/** @param empty what is said of the servers that answer but have no model. */
async function tellNone(context: CommandContext, empty: string | undefined): Promise<void> {
  const { t } = vscode.l10n;
  const byAddress = t('Add by Address…');
  const picked = await vscode.window.showInformationMessage(
    [
      empty ??
        t(
          'No server with models answers at these ports of this machine: {0}.',
          USUAL_PORTS.join(', '),
        ),
      ...whichMachine(),
    ].join(' '),
    byAddress,
  );
  if (picked === byAddress) await addServer(context);
}

/** Where the extension runs elsewhere, “this machine” is not the one that the user sits at. */
function whichMachine(): readonly string[] {
  const { remoteName } = vscode.env;
  return remoteName === undefined
    ? []
    : [vscode.l10n.t('“This machine” is the remote one ({0}).', remoteName)];
}
