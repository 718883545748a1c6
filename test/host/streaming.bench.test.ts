import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import * as vscode from 'vscode';
import { threadsEach } from '../../src/extension/app/planner/cores.ts';
import type { App } from '../../src/extension/vscode/app.ts';
import { api, configure, ended, lastTurn, until } from './support/api.ts';
import { endlessBots } from './support/endlessModels.ts';
import { keepCoresBusy, measureEventLoop } from './support/eventLoop.ts';
import { modelProcesses, threadsOfProcess } from './support/modelProcesses.ts';

/** Tokens of each of the two replies: some seconds of streaming. */
const TOKENS = 6000;
/** How long each of the two baselines is measured. */
const BASELINE_MS = 5000;
const LOOKS = 300;
const LOOK_EVERY_MS = 10;
/** Node.js's own: they run scripts, compile them and collect garbage. The rest is llama.cpp's. */
const OTHER_THREADS = /^(node|MainThread|V8Worker|DelayedTaskSche|SignalInspector)/;
/**
 * What the model processes do for some seconds while both answer; nothing but on Linux. In a session
 * of its own, as looking holds up the event loop that is measured.
 */
async function watchThreads(app: App) {
  if (process.platform !== 'linux') return { threads: [], threadsAtMost: [], busyCores: undefined };
  const session = await app.sessions.begin();
  const states = async () => (await lastTurn(app, session)).replies.map(({ state }) => state.kind);
  await app.arena.startTurn(session.id, 'Talk while you are watched');
  await until(app, async () => (await states()).every(kind => kind === 'streaming') || undefined);

  const pids = modelProcesses();
  const usedSeconds = () =>
    pids.flatMap(threadsOfProcess).reduce((sum, { seconds }) => sum + seconds, 0);
  const computing = (pid: number) =>
    threadsOfProcess(pid).filter(({ name, isRunning }) => isRunning && !OTHER_THREADS.test(name))
      .length;
  const began = performance.now();
  const before = usedSeconds();
  const looks: (readonly number[])[] = [];
  for (let look = 0; look < LOOKS; look++) {
    looks.push(pids.map(computing));
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const seconds = (performance.now() - began) / 1000;
  const busyCores = (usedSeconds() - before) / seconds;
  assert.deepEqual(await states(), ['streaming', 'streaming'], 'they streamed all the time');
  await app.arena.stopSession(session.id);
  await ended(app, session);
  const counts = pids.map((_, index) => looks.map(look => look[index] ?? 0).sort((a, b) => a - b));
  return {
    // A worker that hands over to the next one looks as if both ran, so the most ever seen is too many.
    threads: counts.map(sorted => sorted[Math.floor(sorted.length / 2)] ?? 0),
    threadsAtMost: counts.map(sorted => sorted.at(-1) ?? 0),
    busyCores: Math.round(busyCores * 100) / 100,
  };
}

// Figures, not a test: what fails here is only the measuring itself.
describe('two local models that stream into an open page', () => {
  it('are measured', async function () {
    this.timeout(240_000);
    const activated = performance.now();
    const { app: open, settings } = await api();
    const activationMs = Math.round(performance.now() - activated);
    await configure({ bots: await endlessBots(TOKENS) });
    const app = await open();
    await vscode.commands.executeCommand('chatzoo.openArena');
    const session = await app.sessions.begin();

    const idle = await measureEventLoop(
      () => new Promise(resolve => setTimeout(resolve, BASELINE_MS)),
    );
    const saturated = await measureEventLoop(() => keepCoresBusy(BASELINE_MS));
    // Loading is measured too: it is part of what a user does while a page is open.
    const began = performance.now();
    const streaming = await measureEventLoop(async () => {
      await app.arena.startTurn(session.id, 'Talk until the limit');
      return ended(app, session);
    });
    const replies = streaming.result;
    const seconds = (performance.now() - began) / 1000;
    const { threads, threadsAtMost, busyCores } = await watchThreads(app);

    for (const { state } of replies) assert.equal(state.kind, 'done', JSON.stringify(state));
    const tokens = replies.reduce((sum, reply) => sum + (reply.tokens?.completion ?? 0), 0);
    const cores = availableParallelism();
    const bots = settings.current.bots.length;
    const granted = Array<number>(bots).fill(threadsEach(cores, bots));
    const figures = {
      machine: { cores, cpu: cpus()[0]?.model, node: process.version },
      activationMs,
      eventLoop: {
        targetMs: 50,
        idle: idle.figures,
        saturated: saturated.figures,
        streaming: streaming.figures,
      },
      models: {
        processes: modelProcesses().length,
        granted,
        threads,
        threadsAtMost,
        threadsSum: threads.reduce((sum, count) => sum + count, 0),
        busyCores,
        tokens,
        tokensPerSecond: Math.round(tokens / seconds),
        seconds: Math.round(seconds * 10) / 10,
      },
    };
    const file = process.env['CHATZOO_BENCH_RESULTS'];
    assert.ok(file, 'run npm run bench');
    await writeFile(file, JSON.stringify(figures, null, 2));
  });
});
