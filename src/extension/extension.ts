import * as vscode from 'vscode';
import { GgufEditor } from './vscode/adding/ggufEditor.ts';
import type { BotEntries } from './app/botEntries.ts';
import { ApiKeys } from './vscode/apiKeys.ts';
import type * as AppBundle from './vscode/app.ts';
import type { App } from './vscode/app.ts';
import { ArenaPanels } from './vscode/arenaPanels.ts';
import { BotPanels } from './vscode/botPanel.ts';
import { SettingsEntries } from './vscode/bots/settingsEntries.ts';
import { registerCommands } from './vscode/commands/registerCommands.ts';
import {
  ARENA_PANEL,
  BOT_PANEL,
  EXPORT_SCHEME,
  GGUF_EDITOR,
  IMPORT_SCHEME,
  LEADERBOARD_PANEL,
} from './vscode/ids.ts';
import { followFirstSteps } from './vscode/firstSteps.ts';
import { LeaderboardPanel } from './vscode/leaderboardPanel.ts';
import { lateBundle } from './vscode/lateBundle.ts';
import { channelLog } from './vscode/log.ts';
import { ModelsStatusBar } from './vscode/models/modelsStatusBar.ts';
import { ModelsTree } from './vscode/modelsView/modelsTree.ts';
import { SessionsTree } from './vscode/sessionsView/sessionsTree.ts';
import { reportSettingsProblems } from './vscode/settingsProblems.ts';
import { SettingsReader } from './vscode/settingsReader.ts';
import { VirtualDocuments } from './vscode/virtualDocuments.ts';

/** What another extension, or a test inside the editor, gets from `activate`. */
export interface ChatZooApi {
  /** The use cases; opens the store on first use. */
  readonly app: () => Promise<App>;
  readonly settings: Pick<SettingsReader, 'current' | 'onChange'>;
  readonly entries: BotEntries;
}

let opened: Promise<App> | undefined;
/** Not among the subscriptions: those end before `deactivate` is through, and it has things to say. */
let channel: vscode.LogOutputChannel | undefined;

/** Makes everything once, in order. The store and the models wait until somebody needs them. */
export function activate(context: vscode.ExtensionContext): ChatZooApi {
  const own = <T extends vscode.Disposable>(member: T): T => {
    context.subscriptions.push(member);
    return member;
  };
  channel = vscode.window.createOutputChannel('ChatZoo', { log: true });
  const log = channelLog(channel);
  const settings = own(new SettingsReader());
  const apiKeys = new ApiKeys(context.secrets);
  const modelsStatus = own(new ModelsStatusBar(settings));
  const open = async (): Promise<App> => {
    try {
      const { openApp } = lateBundle(context.extensionPath, 'app') as typeof AppBundle;
      const app = await openApp({ context, settings, apiKeys, log });
      modelsStatus.follow(app.models);
      own(followFirstSteps(app));
      return app;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };
  const app = (): Promise<App> => (opened ??= open());

  const { extensionUri } = context;
  const arenaPanels = own(new ArenaPanels(extensionUri, app, log));
  const leaderboardPanel = own(new LeaderboardPanel({ itself: context, app, arenaPanels, log }));
  own(vscode.window.registerWebviewPanelSerializer(ARENA_PANEL, arenaPanels));
  own(vscode.window.registerWebviewPanelSerializer(LEADERBOARD_PANEL, leaderboardPanel));
  const entries = new SettingsEntries(context.extensionPath);
  const botForms = own(new BotPanels({ itself: context, app, entries, settings, apiKeys, log }));
  own(vscode.window.registerWebviewPanelSerializer(BOT_PANEL, botForms));
  const ggufEditor = new GgufEditor(context.extensionPath, { settings }, log);
  own(vscode.window.registerCustomEditorProvider(GGUF_EDITOR, ggufEditor));

  const tree = own(new SessionsTree({ app, arenaPanels, memory: context.workspaceState, log }));
  const modelsTree = own(new ModelsTree({ app, settings, log }));

  own(
    registerCommands({
      app,
      arenaPanels,
      tree,
      selectedSessions: () => tree.selectedSessions(),
      modelsTree,
      leaderboardPanel,
      settings,
      extension: context,
      previews: own(new VirtualDocuments(EXPORT_SCHEME)),
      reports: own(new VirtualDocuments(IMPORT_SCHEME)),
      entries,
      botForms,
      apiKeys,
      log,
    }),
  );
  own(reportSettingsProblems(settings, log));
  own(
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      opened?.then(
        ({ arena }) => {
          arena.announceAll();
        },
        () => {
          // Whoever asked for it has been told.
        },
      );
    }),
  );
  return { app, settings, entries };
}

/** Stops the replies, stores what they said and ends the model processes. */
export async function deactivate(): Promise<void> {
  try {
    await (await opened)?.close();
  } finally {
    opened = undefined;
    channel?.dispose();
  }
}
