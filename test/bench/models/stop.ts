import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '../../../src/core/model.ts';
import { percentile, round } from '../figures.ts';
import { BotError } from '../../../src/bots/bot.ts';
import { ModelProcess } from '../../../src/bots/llama/modelProcess.ts';

interface Spread {
  readonly p50: number;
  readonly p95: number;
}

interface Stopped {
  /** That still came. */
  readonly tokens: number;
  readonly ms: number;
}

interface Options {
  readonly workerPath: string;
  readonly modelPath: string;
  readonly rounds: number;
  /** Evaluated once before; long, so that a stop can come while it is read. */
  readonly longPrompt: string;
}

const CONTEXT = 4096;
const user = (text: string): readonly Message[] => [{ role: 'user', text }];

/** What still comes, and how long it takes, between asking a reply to stop and its end. */
export async function measureStops({ workerPath, modelPath, rounds, longPrompt }: Options) {
  const process = new ModelProcess({
    workerPath,
    devices: undefined,
    load: {
      modelPath,
      contextSize: CONTEXT,
      sequences: 1,
      threads: 1,
      maxThreads: 1,
      gpuLayers: 0,
      backend: 'cpu',
      vramShare: 1,
      lora: [],
    },
    stallTimeoutMs: () => 60_000,
    templateTimeoutMs: 60_000,
    onLog: () => {},
    onEnd: () => {},
  });
  let id = 0;

  /** @param isTime whether to stop it now, by how many tokens it said and how many of the prompt it has read. */
  async function once(
    prompt: string,
    sample: number,
    isCounted: boolean,
    isTime: (said: number, read: number) => boolean,
  ) {
    const mine = ++id;
    let said = 0;
    let saidAtStop = -1;
    let stoppedAt = 0;
    const answer = await process.generate(
      {
        id: mine,
        conversation: `stop ${mine}`,
        messages: user(prompt),
        sampling: { temperature: 0.8, seed: sample, maxTokens: 2000 },
        contextOverflow: 'refuse',
        // Counts the tokens one by one, which is slower: times are taken without.
        ...(isCounted ? { alternatives: 0 } : {}),
      },
      part => {
        if (part.kind === 'tokens') said += part.tokens.length;
        if (part.kind === 'text' && !isCounted) said++;
        const read = part.kind === 'evaluating' ? part.done : 0;
        if (saidAtStop >= 0 || !isTime(said, read)) return;
        saidAtStop = said;
        stoppedAt = performance.now();
        process.stop(mine);
      },
    );
    if (saidAtStop < 0) throw new Error('The reply ended before it was stopped');
    const tokens = answer.tokens.completion - saidAtStop;
    return { tokens, ms: performance.now() - stoppedAt };
  }

  try {
    await process.loaded;
    const counted: Stopped[] = [];
    const timed: Stopped[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const stops of [counted, timed]) {
        const after = 5 + (round % 10);
        stops.push(await once('Tell me more.', round, stops === counted, said => said >= after));
        await delay(20);
      }
    }
    const reading: Stopped[] = [];
    for (let round = 0; round < Math.ceil(rounds / 3); round++) {
      // Another beginning each time: what is known already is not read again.
      reading.push(await once(`${round} ${longPrompt}`, round, true, (_, read) => read > 64));
    }
    return {
      whileSaying: {
        tokens: spreadOf(counted.map(({ tokens }) => tokens)),
        ms: spreadOf(timed.map(({ ms }) => ms)),
      },
      whileReading: {
        tokens: spreadOf(reading.map(({ tokens }) => tokens)),
        ms: spreadOf(reading.map(({ ms }) => ms)),
      },
    };
  } finally {
    await process.kill({
      by: 'order',
      error: new BotError('processDied', 'The measuring is over.'),
    });
  }
}

function spreadOf(values: readonly number[]): Spread {
  return { p50: round(percentile(values, 0.5)), p95: round(percentile(values, 0.95)) };
}
