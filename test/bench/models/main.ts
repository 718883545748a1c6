// Several local models at once, beside the other ways to run them. Prints its figures as JSON.
// Arguments: the folder of the bundles (dist), the raw worker's bundle, a GGUF file.
import { availableParallelism, cpus } from 'node:os';
import process from 'node:process';
import type { Message } from '../../../src/core/model.ts';
import { threadsEach } from '../../../src/extension/app/planner/cores.ts';
import { percentile } from '../figures.ts';
import { memoryOf } from './memory.ts';
import { OurBots } from './ours.ts';
import { inWaves, RawProcess, type Work } from './raw.ts';
import { measureStops } from './stop.ts';

const [dist = '', rawScript = '', modelPath = ''] = process.argv.slice(2);
const workerPath = `${dist}/modelProcess.mjs`;
const cores = availableParallelism();
const ROUNDS = Number(process.env['CHATZOO_BENCH_ROUNDS'] ?? 3);
const MOST_BOTS = 4;
const TOKENS = 96;
const TURNS = 10;
/** Chats of short and of long questions and answers; what a token costs grows with what is before it. */
const TALKS = {
  short: { words: 10, tokens: 32 },
  middle: { words: 30, tokens: 64 },
  long: { words: 160, tokens: 64 },
};
const PROMPT_WORDS = 40;
const FULL_TURNS = 40;
const STOPS = 30;
/** A way that is slower than this is as good as useless, and is measured no longer. */
const LIMIT_MS = 8000;
const CONTEXT = 2048;
const LOAD = { kind: 'load', modelPath, contextSize: CONTEXT } as const;

const prompt = someWords(PROMPT_WORDS, 0);
const work: Work = { prompt, tokens: TOKENS, limitMs: LIMIT_MS };

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const median = (values: readonly number[]): number => percentile(values, 0.5);
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

interface Policy {
  readonly atOnce: number;
  readonly threads: number;
}

/** Every number at once with every number of threads that is not beyond all reason. */
function policiesFor(bots: number): readonly Policy[] {
  const threads = [1, 2, 4, 8, 16].filter(count => count <= cores);
  return Array.from({ length: bots }, (_, index) => index + 1).flatMap(atOnce =>
    threads
      .filter(count => atOnce * count <= Math.max(2 * cores, bots))
      .map(count => ({ atOnce, threads: count })),
  );
}

async function measureBots(bots: number) {
  const ours = new OurBots(workerPath, modelPath, bots);
  const raw = Array.from({ length: bots }, () => new RawProcess(rawScript));
  const naive = Array.from({ length: bots }, () => new RawProcess(rawScript));
  const policies = policiesFor(bots);
  const speeds = {
    ours: [] as number[],
    oneAfterAnother: [] as number[],
    naive: [] as number[],
    policies: policies.map(() => [] as number[]),
  };
  try {
    for (const process of raw) await process.ask({ ...LOAD, threads: cores, asOurs: true });
    for (const process of naive) await process.ask({ ...LOAD, threads: 0, asOurs: false });
    // Loads the models, and warms up what is measured.
    await ours.together(prompt, 8);
    await inWaves(raw, 1, 1, { ...work, tokens: 8 });
    for (let pass = 0; pass < ROUNDS; pass++) {
      say(`${bots} bots, round ${pass + 1} of ${ROUNDS}`);
      speeds.ours.push(await ours.together(prompt, TOKENS));
      speeds.oneAfterAnother.push(await ours.inTurn(prompt, TOKENS));
      for (const [index, { atOnce, threads }] of policies.entries())
        speeds.policies[index]?.push(await inWaves(raw, atOnce, threads, work));
      speeds.naive.push(await inWaves(naive, bots, 0, work));
    }
    const perPolicy = policies.map((policy, index) => ({
      ...policy,
      tokensPerSecond: round(median(speeds.policies[index] ?? []), 1),
    }));
    const best = perPolicy.reduce((a, b) => (b.tokensPerSecond > a.tokensPerSecond ? b : a));
    const mine = median(speeds.ours);
    const memory = ours.pids.map(memoryOf);
    return {
      bots,
      threadsEach: threadsEach(cores, bots),
      tokensPerSecond: round(mine, 1),
      oneAfterAnother: round(median(speeds.oneAfterAnother), 1),
      naive: round(median(speeds.naive), 1),
      best,
      policies: perPolicy,
      ratio: {
        toBest: round(mine / best.tokensPerSecond),
        toOneAfterAnother: round(mine / median(speeds.oneAfterAnother)),
        toNaive: round(mine / median(speeds.naive), 1),
      },
      memory,
    };
  } finally {
    await ours.close();
    for (const process of [...raw, ...naive]) await process.end();
  }
}

/** A question in the model's own words, each of them one token, as nearly in real models. */
function someWords(count: number, seed: number): string {
  const [consonants, vowels] = ['bcdfghjklmnprstvwxyz', 'aeiou'];
  const words = Array.from({ length: count }, (_, index) => {
    const number = (seed * 7919 + index * 104_729) % 2000;
    const letters = [consonants[number % 20], vowels[Math.floor(number / 20) % 5]];
    return letters.join('') + (consonants[Math.floor(number / 100)] ?? '');
  });
  return words.join(' ');
}

/** A session of ten turns: what each turn costs before its first token. */
async function measureSession({
  words,
  tokens,
}: {
  readonly words: number;
  readonly tokens: number;
}) {
  const ours = new OurBots(workerPath, modelPath, 1, { contextSize: 4096 });
  try {
    await ours.ask(0, [{ role: 'user', text: 'Warm up.' }], 4);
    const session = ours.newSession();
    const messages: Message[] = [];
    const turns = [];
    for (let turn = 0; turn < TURNS; turn++) {
      messages.push({ role: 'user', text: someWords(words, turn + 1) });
      const { text, end } = await ours.ask(0, messages, tokens, session);
      messages.push({ role: 'assistant', text });
      turns.push({
        promptTokens: end.tokens?.prompt ?? NaN,
        evaluatedTokens: end.tokens?.evaluated ?? NaN,
        firstTokenMs: round(end.timings.firstTokenMs, 1),
      });
    }
    const first = turns[0]?.firstTokenMs ?? NaN;
    const last = turns.at(-1)?.firstTokenMs ?? NaN;
    return { turns, ratioOfTurn10ToTurn1: round(last / first) };
  } finally {
    await ours.close();
  }
}

/** A session whose oldest turns are left out by and by: how often its history is read again. */
async function measureFullContext() {
  const ours = new OurBots(workerPath, modelPath, 1, {
    contextSize: 1024,
    contextOverflow: 'dropOldest',
  });
  const { words, tokens } = TALKS.short;
  try {
    const session = ours.newSession();
    const messages: Message[] = [];
    const full: { readonly prompt: number; readonly evaluated: number }[] = [];
    for (let turn = 0; turn < FULL_TURNS; turn++) {
      messages.push({ role: 'user', text: someWords(words, turn + 1) });
      const { text, end } = await ours.ask(0, messages, tokens, session);
      messages.push({ role: 'assistant', text });
      const { prompt = 0, evaluated = 0 } = end.tokens ?? {};
      if ((end.leftOutTurns ?? 0) > 0) full.push({ prompt, evaluated });
    }
    const again = full.filter(({ prompt, evaluated }) => evaluated > prompt / 2);
    return { turns: full.length, readAgain: again.length };
  } finally {
    await ours.close();
  }
}

/** From nothing to the first token: the process, the model, the prompt. */
async function measureStart() {
  const times = [];
  for (let pass = 0; pass < ROUNDS; pass++) {
    const ours = new OurBots(workerPath, modelPath, 1);
    try {
      const { end } = await ours.ask(0, [{ role: 'user', text: 'Hello.' }], 2);
      times.push(end.timings.waitMs);
    } finally {
      await ours.close();
    }
  }
  return round(median(times), 0);
}

/** One bot, beside the library alone in one process with as many threads. */
async function measureOne() {
  const ours = new OurBots(workerPath, modelPath, 1);
  const raw = new RawProcess(rawScript);
  const alike = new RawProcess(rawScript);
  const threads = threadsEach(cores, 1);
  const speeds = { ours: [] as number[], raw: [] as number[], alike: [] as number[] };
  try {
    await raw.ask({ ...LOAD, threads, asOurs: false });
    await alike.ask({ ...LOAD, threads, asOurs: true });
    await ours.together(prompt, 8);
    await inWaves([raw], 1, threads, { ...work, tokens: 8 });
    await inWaves([alike], 1, threads, { ...work, tokens: 8 });
    // One after the other, again and again: a machine is not as fast now as it was a minute ago.
    for (let pass = 0; pass < 3 * ROUNDS; pass++) {
      speeds.ours.push(await ours.together(prompt, 2 * TOKENS));
      speeds.raw.push(await inWaves([raw], 1, threads, { ...work, tokens: 2 * TOKENS }));
      speeds.alike.push(await inWaves([alike], 1, threads, { ...work, tokens: 2 * TOKENS }));
    }
    const [mine, theirs, like] = [speeds.ours, speeds.raw, speeds.alike].map(median) as [
      number,
      number,
      number,
    ];
    return {
      threads,
      tokensPerSecond: round(mine, 1),
      raw: round(theirs, 1),
      /** With the same attention, whose results do not depend on the threads. */
      rawAlike: round(like, 1),
      ratioToRaw: round(mine / theirs),
      ratioToRawAlike: round(mine / like),
    };
  } finally {
    await ours.close();
    await raw.end();
    await alike.end();
  }
}

const one = await measureOne();
const several = [];
for (let bots = 1; bots <= MOST_BOTS; bots++) several.push(await measureBots(bots));
const session = {
  short: await measureSession(TALKS.short),
  middle: await measureSession(TALKS.middle),
  long: await measureSession(TALKS.long),
};
const fullContext = await measureFullContext();
const startToReadyMs = await measureStart();
const stop = await measureStops({
  workerPath,
  modelPath,
  rounds: STOPS,
  longPrompt: someWords(2000, 1),
});
process.stdout.write(
  `${JSON.stringify(
    {
      machine: { cores, cpu: cpus()[0]?.model, node: process.version },
      targets: { toBest: 0.9, toOneAfterAnother: 1, ratioToRaw: 0.95, ratioOfTurn10ToTurn1: 1.5 },
      one,
      several,
      session,
      fullContext,
      startToReadyMs,
      stop,
    },
    undefined,
    2,
  )}\n`,
);
