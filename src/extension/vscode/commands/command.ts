import type { SessionId } from '../../../core/model.ts';
import type { Log } from '../../app/ports.ts';
import type { ApiKeys } from '../apiKeys.ts';
import type { App } from '../app.ts';
import type { ArenaPanels } from '../arenaPanels.ts';
import type { LeaderboardPanel } from '../leaderboardPanel.ts';
import type { SettingsReader } from '../settingsReader.ts';

/** What a command may need. */
export interface CommandContext {
  /** Opens the store on first use. @throws StoreError */
  readonly app: () => Promise<App>;
  readonly arenaPanels: ArenaPanels;
  /** The session whose row is selected in the sessions view. */
  readonly selectedSession: () => SessionId | undefined;
  readonly leaderboardPanel: LeaderboardPanel;
  readonly settings: SettingsReader;
  readonly apiKeys: ApiKeys;
  readonly log: Log & { show(): void };
}

/** One command; `args` is what the editor passes, such as the tree's element. */
export type Command = (
  context: CommandContext,
  ...args: readonly unknown[]
) => Promise<void> | void;
