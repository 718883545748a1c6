import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { demoModel } from '../../../scripts/demo/models.mjs';
import { seededRandom } from '../../../scripts/demo/random.mjs';
import { hasEnded, type Reply, type Session } from '../../../src/core/model.ts';
import type { App } from '../../../src/extension/vscode/app.ts';
import { ended, lastTurn } from './api.ts';
import { modelProcesses } from './modelProcesses.ts';
import { workspaceFolder } from './workspace.ts';

export interface SoakPlan {
  readonly turns: number;
  /** How often a process is picked at random and killed. */
  readonly killEveryMs: number;
  readonly seed: number;
}

export interface SoakFigures {
  readonly turns: number;
  readonly seconds: number;
  readonly kills: number;
  /** How many replies ended in which way: `done`, `stopped`, `failed: processDied` … */
  readonly endings: Readonly<Record<string, number>>;
  /** Of the host, after a collection of garbage: what is in use, and what the system counts. */
  readonly memoryMb: { readonly before: Memory; readonly after: Memory };
}

interface Memory {
  readonly used: number;
  readonly resident: number;
}

const CONTEXT = 2048;
/** Long enough to be stopped and killed in the middle. */
const REPLY_TOKENS = 300;
/** The longest that a turn goes on before all of it is stopped. */
const PATIENCE_MS = 2500;

/** Three local bots that talk for long, each with another way with a full context, and a corrupt one. */
export async function soakBots(): Promise<readonly object[]> {
  const folder = await mkdtemp(path.join(workspaceFolder(), 'soak-'));
  const write = async (name: string, content: Uint8Array): Promise<string> => {
    const file = path.join(folder, `${name}.gguf`);
    await writeFile(file, content);
    return file;
  };
  const endless = { endless: true, contextLength: CONTEXT };
  const parrot = demoModel('parrot', endless);
  const bot = (name: string, modelPath: string, more: object) => ({
    name,
    kind: 'llama',
    modelPath,
    contextSize: CONTEXT,
    sampling: { maxTokens: REPLY_TOKENS },
    ...more,
  });
  const parrotPath = await write('parrot', parrot);
  return [
    bot('forgets', parrotPath, { contextOverflow: 'dropOldest' }),
    bot('refuses', await write('owl', demoModel('owl', endless)), {}),
    bot('twin', parrotPath, { contextOverflow: 'dropOldest', systemPrompt: 'Be loud.' }),
    bot('corrupt', await write('corrupt', parrot.subarray(0, parrot.length - 4096)), {}),
  ];
}

/**
 * Asks the bots of a session turn after turn, while replies are stopped and processes killed at
 * random. Nobody retries: a reply that fails has failed.
 */
export async function soak(app: App, session: Session, plan: SoakPlan): Promise<SoakFigures> {
  const random = seededRandom(plan.seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const before = memoryMb();
  const began = performance.now();
  let kills = 0;
  const killer = setInterval(() => {
    const pids = modelProcesses();
    const victim = pids[below(pids.length)];
    if (victim === undefined) return;
    process.kill(victim, 'SIGKILL');
    kills++;
  }, plan.killEveryMs);
  const endings: Record<string, number> = {};
  try {
    for (let turn = 0; turn < plan.turns; turn++) {
      await app.arena.startTurn(session.id, `Turn ${turn}: tell me about zoo number ${below(100)}`);
      const { replies } = await lastTurn(app, session);
      const stops = replies
        .filter(() => random() < 0.3)
        .map(({ id }) => setTimeout(() => void stop(app, session, id), below(800)));
      const patience = setTimeout(() => void app.arena.stopSession(session.id), PATIENCE_MS);
      for (const reply of await ended(app, session)) {
        const how = endingOf(reply);
        endings[how] = (endings[how] ?? 0) + 1;
      }
      for (const timer of [...stops, patience]) clearTimeout(timer);
    }
  } finally {
    clearInterval(killer);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  return { turns: plan.turns, seconds, kills, endings, memoryMb: { before, after: memoryMb() } };
}

async function stop(app: App, session: Session, id: Reply['id']): Promise<void> {
  const { replies } = await lastTurn(app, session);
  const reply = replies.find(candidate => candidate.id === id);
  if (reply && !hasEnded(reply)) await app.arena.stopReply(session.id, id);
}

function endingOf({ state }: Reply): string {
  return state.kind === 'failed' ? `failed: ${state.code}` : state.kind;
}

/** Of this process, after a collection of garbage, in MB. */
function memoryMb(): Memory {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const mb = (bytes: number): number => Math.round(bytes / 1e5) / 10;
  return { used: mb(heapUsed + external), resident: mb(rss) };
}
