import { availableParallelism } from 'node:os';
import { randomInt, randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { BotSpec } from '../../bots/botSpec.ts';
import { createBot } from '../../bots/createBot.ts';
import { ServerQueues } from '../../bots/serverQueues.ts';
import { Annotations } from '../app/annotations.ts';
import { Arena } from '../app/arena.ts';
import { BotDesk } from '../app/botDesk.ts';
import { BotPool } from '../app/botPool.ts';
import type { Downloads } from '../app/downloads.ts';
import { Lineups } from '../app/lineups.ts';
import { Models } from '../app/models.ts';
import { LocalPlanner } from '../app/planner/localPlanner.ts';
import type { Log, RecordStore, World } from '../app/ports.ts';
import type { Settings } from '../app/settings.ts';
import { Sessions } from '../app/sessions.ts';
import { Standings } from '../app/standings.ts';
import { CountingThread } from '../counting/countingThread.ts';
import type { ApiKeys } from './apiKeys.ts';
import { findUnfinished } from './downloads/findUnfinished.ts';
import { openDownloads } from './downloads/openDownloads.ts';
import { snapshotWhenIdle } from './idleSnapshots.ts';
import { lineupMemory } from './modelsView/lineupMemory.ts';
import { modelFacts } from './modelsView/modelFacts.ts';
import { VscodeEditorModels } from './editorModels.ts';
import { followDatabasePath } from './databasePlace.ts';
import { followOtherWindows, settleInterrupted } from './otherWindows.ts';
import { machineMemory } from './models/machineMemory.ts';
import { openStores } from './openStores.ts';
import type { SettingsReader } from './settingsReader.ts';
import { shareVotes } from './shareVotes.ts';
import { storageOf, type Storage } from './storage.ts';

/** The use cases, wired to this workspace's store, settings and machine. */
export interface App {
  readonly arena: Arena;
  readonly sessions: Sessions;
  readonly annotations: Annotations;
  readonly standings: Standings;
  readonly records: RecordStore;
  readonly storage: Storage;
  readonly models: Models;
  readonly lineups: Lineups;
  readonly downloads: Downloads;
  /** Stops all replies, stores what they said, ends all processes. */
  close(): Promise<void>;
}

export interface Surroundings {
  readonly context: vscode.ExtensionContext;
  readonly settings: SettingsReader;
  readonly apiKeys: ApiKeys;
  readonly log: Log;
}

/** Opens the store and makes the use cases. @throws StoreError */
export async function openApp({ context, settings, apiKeys, log }: Surroundings): Promise<App> {
  const t = vscode.l10n.t;
  const opened = await openStores(context, () => settings.current, log);
  const { stores, database } = opened;
  await settleInterrupted(opened, log);

  const cores = availableParallelism();
  const current = (): Settings => settings.current;
  const world: World = {
    now: () => Date.now(),
    newId: () => randomUUID(),
    newSeed: () => randomInt(2 ** 31 - 1),
    trusted: () => vscode.workspace.isTrusted,
  };
  const queues = new ServerQueues();
  const editorModels = new VscodeEditorModels(context.languageModelAccessInformation);
  const pool = new BotPool(
    spec =>
      createBot(spec, {
        workerPath: path.join(context.extensionPath, 'dist', 'modelProcess.mjs'),
        maxThreads: cores,
        vramShare: () => vramShare(current().bots),
        stallTimeoutMs: () => 1000 * current().generation.stallTimeoutSeconds,
        apiKey: baseUrl => apiKeys.get(baseUrl),
        secretHeader: (baseUrl, header) => apiKeys.getHeader(baseUrl, header),
        queues,
        editorModels,
        modules: {
          workerPath: path.join(context.extensionPath, 'dist', 'customProcess.mjs'),
          mayRun: () => vscode.workspace.isTrusted,
        },
        log: line => {
          log.debug(line);
        },
      }),
    log,
  );
  const memory = machineMemory();
  const planner = new LocalPlanner({
    cores,
    settings: () => current().generation,
    memory: memory.read,
    refreshMemory: memory.refresh,
    now: () => performance.now(),
    log,
  });
  const desk = new BotDesk(pool, planner, () => performance.now());
  const arena = new Arena({ stores, desk, settings: current, world, log, t });
  const lineups = new Lineups({ settings: current, memory: lineupMemory(context.workspaceState) });
  const sessions = new Sessions({ stores, arena, settings: current, lineups, world, t });
  const annotations = new Annotations({ stores, arena, settings: current, world, t });
  const models = new Models({
    pool,
    planner,
    desk,
    sessions: arena.sessions,
    onEvent: arena.onEvent,
    votes: stores.votes,
    bots: () => current().bots,
    describe: modelFacts(),
    world,
    t,
  });
  const standings = new Standings({
    ballots: stores.ballots,
    onStored: sessions.onChange,
    startCounter: () =>
      new CountingThread({ file: path.join(context.extensionPath, 'dist', 'ranking.cjs'), t, log }),
  });
  const { extensionPath, globalState } = context;
  const downloads = openDownloads({ extensionPath, globalState, apiKeys, log });
  const unfinished = findUnfinished({ downloads, settings, log });
  const following = followOtherWindows({ database, sessions, log });
  const snapshots = snapshotWhenIdle(arena, () => database.snapshot(), log);
  const sharing = shareVotes({ stores, sessions, annotations, settings, log });
  const place = followDatabasePath({ context, database, settings, log });
  const subscription = settings.onChange(() => {
    pool.keepOnly(current().bots);
    planner.settingsChanged();
    models.settingsChanged();
    sessions.refreshDraft().catch((error: unknown) => {
      log.error('The empty session could not be given the new settings', error);
    });
  });

  return {
    arena,
    sessions,
    annotations,
    standings,
    models,
    lineups,
    downloads,
    records: stores.records,
    storage: storageOf(database, { arena, sessions }),
    close: async () => {
      subscription.dispose();
      place.dispose();
      snapshots.dispose();
      following.dispose();
      unfinished.dispose();
      await downloads.close();
      await standings.close();
      await arena.dispose();
      models.dispose();
      planner.dispose();
      await pool.dispose();
      await sharing.close();
      await database.close();
    },
  };
}

/** An equal part of the GPU's memory for each bot that may put layers there. */
function vramShare(bots: readonly BotSpec[]): number {
  const sharing = bots.filter(
    bot => bot.kind === 'llama' && bot.gpuLayers !== 0 && bot.backend !== 'cpu',
  );
  return 1 / Math.max(1, sharing.length);
}
