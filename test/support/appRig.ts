import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import initSqlJs from 'sql.js';
import type { Bot, BotError, MemoryNeed } from '../../src/bots/bot.ts';
import type { BotSpec, LlamaSpec } from '../../src/bots/botSpec.ts';
import type { Reply, Session, Turn } from '../../src/core/model.ts';
import { inEnglish } from '../../src/core/text.ts';
import { Annotations } from '../../src/extension/app/annotations.ts';
import { Arena } from '../../src/extension/app/arena.ts';
import type { ArenaEvent } from '../../src/extension/app/arenaEvents.ts';
import { BotDesk } from '../../src/extension/app/botDesk.ts';
import { BotPool } from '../../src/extension/app/botPool.ts';
import { Lineups } from '../../src/extension/app/lineups.ts';
import { Models } from '../../src/extension/app/models.ts';
import { LocalPlanner } from '../../src/extension/app/planner/localPlanner.ts';
import type { Log, World } from '../../src/extension/app/ports.ts';
import type { GenerationSettings, Settings } from '../../src/extension/app/settings.ts';
import { Sessions } from '../../src/extension/app/sessions.ts';
import { Standings } from '../../src/extension/app/standings.ts';
import { openDatabase } from '../../src/extension/store/openDatabase.ts';
import { createStores } from '../../src/extension/store/stores.ts';
import { countHere } from './countHere.ts';
import { ScriptedBot, type Step } from './scriptedBot.ts';

export function aSpec(name: string, change: Partial<LlamaSpec> = {}): LlamaSpec {
  return {
    kind: 'llama',
    name,
    modelPath: `/models/${name}.gguf`,
    systemPrompt: '',
    sampling: {},
    threads: 1,
    ...change,
  };
}

export const GENERATION: GenerationSettings = {
  concurrency: 'auto',
  stallTimeoutSeconds: 120,
  idleTimeoutMinutes: 15,
  memoryLimitBytes: undefined,
};

const littleNeed = (name: string): MemoryNeed => ({ file: name, weights: 1e6, own: 1e6 });

/** The use cases over a real store in a temporary folder, with bots that say their lines. */
export async function openRig(
  options: {
    readonly settings?: Partial<Settings>;
    readonly script?: (name: string) => readonly Step[];
    readonly cores?: number;
    /** Whether a bot's model runs here, and what it takes of the memory: little, unless said. */
    readonly need?: (name: string) => MemoryNeed | BotError | undefined;
    readonly file?: string;
  } = {},
) {
  const file =
    options.file ?? path.join(await mkdtemp(path.join(tmpdir(), 'chatzoo-')), 'z.sqlite');
  const database = await openDatabase({
    path: file,
    loadSqlJs: () => initSqlJs(),
    onNotice: () => {},
    now: () => Date.now(),
  });
  const stores = createStores(database);
  const settings: { current: Settings } = {
    current: {
      bots: [aSpec('Ant'), aSpec('Bee')],
      lineups: [],
      mode: 'arena',
      annotationMode: 'session',
      annotator: 'me',
      databasePath: '',
      backups: 3,
      shareFolder: '',
      generation: GENERATION,
      problems: [],
      ...options.settings,
    },
  };
  const bots = new Map<string, ScriptedBot>();
  const create = (spec: BotSpec): Bot => {
    const script = options.script ?? (() => [{ say: 'Hello ' }, { say: `from ${spec.name}` }]);
    const need = (options.need ?? littleNeed)(spec.name);
    const bot = new ScriptedBot(() => script(spec.name), need ? { need } : {});
    bots.set(spec.name, bot);
    return bot;
  };
  const errors: string[] = [];
  const log: Log = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: message => errors.push(message),
  };
  let ids = 0;
  let clock = 1_700_000_000_000;
  const world: World & { trust: boolean } = {
    trust: true,
    now: () => clock++,
    newId: () => `id-${ids++}-${Math.random().toString(36).slice(2)}`,
    newSeed: () => 7,
    trusted: () => world.trust,
  };
  const pool = new BotPool(create, log);
  const current = (): Settings => settings.current;
  const planner = new LocalPlanner({
    cores: options.cores ?? 2,
    settings: () => current().generation,
    memory: () => ({ available: 8e9, countsMapped: true }),
    now: () => performance.now(),
    log,
  });
  const desk = new BotDesk(pool, planner, () => world.now());
  const arena = new Arena({ stores, desk, settings: current, world, log, t: inEnglish });
  let lastLineup: string | undefined;
  const lineups = new Lineups({
    settings: current,
    memory: {
      get: () => lastLineup,
      set: name => Promise.resolve(void (lastLineup = name)),
    },
  });
  const sessions = new Sessions({ stores, arena, settings: current, lineups, world, t: inEnglish });
  const annotations = new Annotations({ stores, arena, settings: current, world, t: inEnglish });
  const standings = new Standings({
    ballots: stores.ballots,
    onStored: sessions.onChange,
    startCounter: countHere,
  });
  const models = new Models({
    pool,
    planner,
    desk,
    sessions: arena.sessions,
    onEvent: arena.onEvent,
    votes: stores.votes,
    bots: () => current().bots,
    describe: () => Promise.resolve(undefined),
    world,
    t: inEnglish,
  });
  const events: ArenaEvent[] = [];
  arena.onEvent(event => events.push(event));

  const lastTurn = async ({ id }: Session): Promise<Turn> => {
    const turn = (await arena.snapshot(id)).turns.at(-1);
    if (!turn) throw new Error('There is no turn yet');
    return turn;
  };
  return {
    file,
    database,
    stores,
    settings,
    bots,
    pool,
    planner,
    world,
    errors,
    events,
    arena,
    sessions,
    annotations,
    standings,
    lineups,
    models,
    lastTurn,
    /** Resolves once no reply of the session is under way. */
    ended: (session: Session) =>
      new Promise<readonly Reply[]>(resolve => {
        const look = async (): Promise<void> => {
          const { replies } = await lastTurn(session);
          const over = replies.every(({ state }) => !['queued', 'streaming'].includes(state.kind));
          if (!over) return;
          subscription.dispose();
          resolve(replies);
        };
        const subscription = arena.onEvent(() => void look());
        void look();
      }),
    close: async () => {
      await arena.dispose();
      models.dispose();
      planner.dispose();
      await pool.dispose();
      await database.close();
    },
  };
}

export type Rig = Awaited<ReturnType<typeof openRig>>;
