// Damages a GGUF file in many ways, looks what our check says to each, and has a bot of its own, with
// its own process, answer with each that passes. Run by scripts/fuzz-gguf.mjs.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { BotError } from '../../../src/bots/bot.ts';
import { createLlamaBot } from '../../../src/bots/llama/llamaBot.ts';
import { checkModel } from '../../../src/bots/llama/gguf/checkModel.ts';
import { modelFile } from '../../support/ggufFiles.ts';
import { mutate } from '../../support/ggufMutator.ts';

const [workerPath = '', from = '0', variants = '1000'] = process.argv.slice(2);
/** A check that takes longer counts as a hang. */
const MOST_MS = 10_000;

const folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-fuzz-'));
const file = path.join(folder, 'variant.gguf');
const valid = modelFile();
const refused = new Map<string, number>();
/** How the replies ended: `answered`, or the code of the error. */
const replies: Record<string, number> = {};
const deaths: string[] = [];
const pids: number[] = [];
let slowestMs = 0;
try {
  for (let seed = Number(from); seed < Number(from) + Number(variants); seed++) {
    const { what, bytes } = mutate(valid, seed);
    await writeFile(file, bytes);
    const begun = performance.now();
    const reason = await reasonAgainst(file);
    const tookMs = performance.now() - begun;
    slowestMs = Math.max(slowestMs, tookMs);
    if (tookMs > MOST_MS) throw new Error(`seed ${seed} (${what}) took ${tookMs} ms`);
    if (reason !== undefined) {
      refused.set(reason, (refused.get(reason) ?? 0) + 1);
      continue;
    }
    const error = await replyError(file);
    const outcome = error?.code ?? 'answered';
    if (error?.message === '') throw new Error(`seed ${seed} (${what}) ended without a reason`);
    replies[outcome] = (replies[outcome] ?? 0) + 1;
    if (
      outcome === 'processDied' ||
      outcome === 'stalled' ||
      /process ended/.test(`${error?.message}`)
    ) {
      deaths.push(`seed ${seed}: ${what}: ${error?.message ?? ''}`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const left = pids.filter(runs);
if (left.length > 0) throw new Error(`These still run: ${left.join(', ')}`);
const { rss } = process.memoryUsage();
process.stdout.write(
  JSON.stringify({
    variants: Number(variants),
    refusedByCheck: [...refused.values()].reduce((sum, count) => sum + count, 0),
    reasons: Object.fromEntries([...refused].sort((a, b) => b[1] - a[1])),
    replies,
    processes: pids.length,
    deaths,
    slowestCheckMs: Math.round(slowestMs),
    hostMemoryMb: Math.round(rss / 1e6),
  }),
);

/** What is wrong, numbers and names left out; undefined if it passed. */
async function reasonAgainst(model: string): Promise<string | undefined> {
  try {
    await checkModel(model, 'Polly');
    return undefined;
  } catch (error) {
    if (!(error instanceof BotError)) throw error;
    return error.message
      .replace(/ (Check|The download) .*/s, '')
      .replace(/[\w.]*\.[\w.]+/g, '…')
      .replace(/\d+/g, 'N');
  }
}

/** Has a bot answer in a few tokens. @returns what kept it from that */
async function replyError(modelPath: string): Promise<BotError | undefined> {
  const bot = createLlamaBot(
    { kind: 'llama', name: 'Polly', systemPrompt: '', sampling: {}, modelPath, contextSize: 512 },
    { workerPath, maxThreads: 1, vramShare: () => 1, stallTimeoutMs: () => 20_000 },
  );
  const messages = [{ role: 'user', text: 'Hello, 你好' } as const];
  const sampling = { seed: 1, maxTokens: 6, temperature: 0 };
  const noting = bot.local.onStatus(() => {
    const { pid } = bot.local;
    if (pid !== undefined && !pids.includes(pid)) pids.push(pid);
  });
  try {
    const parts = bot.reply({ messages, sampling }, new AbortController().signal);
    for await (const part of parts) if (part.kind === 'end') return undefined;
    throw new Error('The reply ended without an end');
  } catch (error) {
    if (error instanceof BotError) return error;
    throw error;
  } finally {
    noting.dispose();
    await bot.dispose();
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
