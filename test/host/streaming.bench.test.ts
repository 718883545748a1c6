import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { demoModel } from '../../scripts/demo/models.mjs';
import { grantThreads, threadsOf } from '../../src/extension/app/planner.ts';
import { api, configure, ended } from './support/api.ts';

/** Tokens of each of the two replies: some seconds of streaming. */
const TOKENS = 6000;
const milliseconds = (nanoseconds: number) => Math.round(nanoseconds / 1e4) / 100;

function summary(delay: IntervalHistogram) {
  return {
    maxMs: milliseconds(delay.max),
    p99Ms: milliseconds(delay.percentile(99)),
    p50Ms: milliseconds(delay.percentile(50)),
    samples: delay.count,
  };
}

/** Seconds of processor time that this host's model processes have used, and how many threads they have. */
function modelProcesses(): { readonly cpuSeconds: number; readonly processes: number } {
  const lines = execFileSync('ps', ['-eo', 'ppid,cputimes,args'], { encoding: 'utf8' }).split('\n');
  const own = lines
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(
      match => Number(match?.[1]) === process.pid && match?.[3]?.includes('modelProcess.mjs'),
    );
  return {
    processes: own.length,
    cpuSeconds: own.reduce((sum, match) => sum + Number(match?.[2]), 0),
  };
}

async function writeEndlessModels(): Promise<{ name: string; modelPath: string }[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-bench-'));
  return Promise.all(
    (['parrot', 'owl'] as const).map(async name => {
      const modelPath = path.join(folder, `${name}.gguf`);
      await writeFile(modelPath, demoModel(name, { endless: true, contextLength: 8192 }));
      return { name, modelPath };
    }),
  );
}

// Figures, not a test: what fails here is only the measuring itself.
describe('two local models that stream into an open page', () => {
  it('are measured', async function () {
    this.timeout(240_000);
    const activated = performance.now();
    const { app: open, settings } = await api();
    const activationMs = Math.round(performance.now() - activated);
    const models = await writeEndlessModels();
    await configure({
      bots: models.map(model => ({
        ...model,
        kind: 'llama',
        contextSize: 8192,
        sampling: { maxTokens: TOKENS },
      })),
    });
    const app = await open();
    await vscode.commands.executeCommand('chatzoo.openArena');
    const session = await app.sessions.begin();

    const idle = monitorEventLoopDelay({ resolution: 2 });
    idle.enable();
    await new Promise(resolve => setTimeout(resolve, 3000));
    idle.disable();

    // Loading is measured too: it is part of what a user does while a page is open.
    const streaming = monitorEventLoopDelay({ resolution: 2 });
    streaming.enable();
    const began = performance.now();
    await app.arena.startTurn(session.id, 'Talk until the limit');
    const replies = await ended(app, session);
    const seconds = (performance.now() - began) / 1000;
    streaming.disable();
    const { cpuSeconds, processes } = modelProcesses();

    for (const { state } of replies) assert.equal(state.kind, 'done', JSON.stringify(state));
    const tokens = replies.reduce((sum, reply) => sum + (reply.tokens?.completion ?? 0), 0);
    const cores = availableParallelism();
    const threads = grantThreads(settings.current.bots, cores).map(threadsOf);
    const figures = {
      machine: { cores, cpu: cpus()[0]?.model, node: process.version },
      activationMs,
      eventLoop: { idle: summary(idle), streaming: summary(streaming), targetMs: 50 },
      models: {
        processes,
        threads,
        threadsSum: threads.reduce((sum, count) => sum + count, 0),
        busyCores: Math.round((cpuSeconds / seconds) * 100) / 100,
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
