import type * as vscode from 'vscode';
import type { SessionId } from '../../../core/model.ts';
import type { BotEntries } from '../../app/botEntries.ts';
import type { BotForms } from '../../app/botForms.ts';
import type { Log } from '../../app/ports.ts';
import type { ApiKeys } from '../apiKeys.ts';
import type { App } from '../app.ts';
import type { ArenaPanels } from '../arenaPanels.ts';
import type { LeaderboardPanel } from '../leaderboardPanel.ts';
import type { ModelsTree } from '../modelsView/modelsTree.ts';
import type { SessionsTree } from '../sessionsView/sessionsTree.ts';
import type { SettingsReader } from '../settingsReader.ts';
import type { VirtualDocuments } from '../virtualDocuments.ts';

/** What a command may need. */
export interface CommandContext {
  /** Opens the store on first use. @throws StoreError */
  readonly app: () => Promise<App>;
  readonly arenaPanels: ArenaPanels;
  readonly tree: SessionsTree;
  /** The sessions whose rows are selected in the sessions view, in its order. */
  readonly selectedSessions: () => readonly SessionId[];
  readonly modelsTree: ModelsTree;
  readonly leaderboardPanel: LeaderboardPanel;
  readonly settings: SettingsReader;
  readonly extension: Pick<
    vscode.ExtensionContext,
    'extensionPath' | 'workspaceState' | 'globalState'
  >;
  /** What an export would write. */
  readonly previews: VirtualDocuments;
  /** What an import would bring. */
  readonly reports: VirtualDocuments;
  /** The setting `chatzoo.bots` as it is written, and a way to change it. */
  readonly entries: BotEntries;
  readonly botForms: BotForms;
  readonly apiKeys: ApiKeys;
  readonly log: Log & { show(): void };
}

/** One command; `args` is what the editor passes, such as the tree's element. */
export type Command = (
  context: CommandContext,
  ...args: readonly unknown[]
) => Promise<void> | void;
