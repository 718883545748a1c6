import { availableParallelism } from 'node:os';
import { randomInt, randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { createBot } from '../../bots/createBot.ts';
import { Annotations } from '../app/annotations.ts';
import { Arena } from '../app/arena.ts';
import { BotDesk } from '../app/botDesk.ts';
import { BotPool } from '../app/botPool.ts';
import { CorePlanner, grantThreads, threadsOf } from '../app/planner.ts';
import type { Log, Settings, World } from '../app/ports.ts';
import { Sessions } from '../app/sessions.ts';
import { Standings } from '../app/standings.ts';
import type { ApiKeys } from './apiKeys.ts';
import { snapshotWhenIdle } from './idleSnapshots.ts';
import { offerReload } from './offerReload.ts';
import { openStores } from './openStores.ts';
import type { SettingsReader } from './settingsReader.ts';

/** The use cases, wired to this workspace's store, settings and machine. */
export interface App {
  readonly arena: Arena;
  readonly sessions: Sessions;
  readonly annotations: Annotations;
  readonly standings: Standings;
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
  const { stores, database } = await openStores(context, settings.current.databasePath, log);
  const interrupted = await stores.turns.settleInterrupted().catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  if (interrupted > 0) log.info(`${interrupted} replies were cut by the end of the last window`);

  const cores = availableParallelism();
  // Every bot comes with its granted threads: a change of the share makes another process of it.
  const current = (): Settings => {
    const { bots, ...rest } = settings.current;
    return { ...rest, bots: grantThreads(bots, cores) };
  };
  const world: World = {
    now: () => Date.now(),
    newId: () => randomUUID(),
    newSeed: () => randomInt(2 ** 31 - 1),
    trusted: () => vscode.workspace.isTrusted,
  };
  const pool = new BotPool(
    spec =>
      createBot(spec, {
        workerPath: path.join(context.extensionPath, 'dist', 'modelProcess.mjs'),
        threads: threadsOf,
        apiKey: baseUrl => apiKeys.get(baseUrl),
        log: line => {
          log.debug(line);
        },
      }),
    log,
  );
  const desk = new BotDesk(pool, new CorePlanner(cores), () => performance.now());
  const arena = new Arena({ stores, desk, settings: current, world, log, t });
  const sessions = new Sessions({ stores, arena, settings: current, world, t });
  const annotations = new Annotations({ stores, arena, world, t });
  const standings = new Standings(stores, arena);
  const snapshots = snapshotWhenIdle(arena, () => database.snapshot(), log);
  let { databasePath } = settings.current;
  const subscription = settings.onChange(now => {
    if (now.databasePath !== databasePath) void offerReload();
    ({ databasePath } = now);
    pool.keepOnly(current().bots);
    sessions.refreshDraft().catch((error: unknown) => {
      log.error('The empty session could not be given the new settings', error);
    });
  });

  return {
    arena,
    sessions,
    annotations,
    standings,
    close: async () => {
      subscription.dispose();
      snapshots.dispose();
      await arena.dispose();
      await pool.dispose();
      await database.close();
    },
  };
}
