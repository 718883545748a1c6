import { availableParallelism } from 'node:os';
import type { Bot, ReplyPart } from '../../../src/bots/bot.ts';
import type { ContextOverflow, LlamaSpec } from '../../../src/bots/botSpec.ts';
import { createBot } from '../../../src/bots/createBot.ts';
import type { Message, SessionId } from '../../../src/core/model.ts';
import { BotDesk } from '../../../src/extension/app/botDesk.ts';
import { BotPool } from '../../../src/extension/app/botPool.ts';
import { LocalPlanner } from '../../../src/extension/app/planner/localPlanner.ts';
import type { Log } from '../../../src/extension/app/ports.ts';
import type { Concurrency } from '../../../src/extension/app/settings.ts';

type End = Extract<ReplyPart, { kind: 'end' }>;

export interface Asked {
  readonly text: string;
  readonly end: End;
}

const complain = (message: string, error?: unknown): void =>
  void process.stderr.write(`${message} ${String(error)}\n`);
const log: Log = { debug: () => {}, info: () => {}, warn: complain, error: complain };

interface Ways {
  readonly contextSize?: number;
  readonly contextOverflow?: ContextOverflow;
  readonly concurrency?: Concurrency;
}

/** Bots on the machine as the extension runs them: pool, planner, processes. */
export class OurBots {
  readonly specs: readonly LlamaSpec[];
  readonly #pool: BotPool;
  readonly #planner: LocalPlanner;
  readonly #desk: BotDesk;
  readonly #bots: Bot[] = [];
  #sessions = 0;

  constructor(
    workerPath: string,
    modelPath: string,
    count: number,
    { contextSize = 2048, contextOverflow, concurrency = 'auto' }: Ways = {},
  ) {
    this.specs = Array.from({ length: count }, (_, index) => ({
      kind: 'llama',
      name: `Bot ${index}`,
      systemPrompt: '',
      sampling: {},
      modelPath,
      contextSize,
      ...(contextOverflow === undefined ? {} : { contextOverflow }),
    }));
    const cores = availableParallelism();
    this.#planner = new LocalPlanner({
      cores,
      settings: () => ({
        concurrency,
        stallTimeoutSeconds: 120,
        idleTimeoutMinutes: 0,
        memoryLimitBytes: undefined,
      }),
      memory: () => ({ available: process.availableMemory(), countsMapped: true }),
      now: () => performance.now(),
      log,
    });
    this.#pool = new BotPool(spec => {
      const bot = createBot(spec, {
        workerPath,
        maxThreads: cores,
        vramShare: () => 1,
        stallTimeoutMs: () => 120_000,
        apiKey: () => Promise.resolve(undefined),
        log: () => {},
      });
      this.#bots.push(bot);
      return bot;
    }, log);
    this.#desk = new BotDesk(this.#pool, this.#planner, () => performance.now());
  }

  /** The processes, once every bot has answered. */
  get pids(): readonly number[] {
    return this.#bots.flatMap(bot => bot.local?.pid ?? []);
  }

  newSession(): SessionId {
    return `bench-${this.#sessions++}` as SessionId;
  }

  /** One reply, as the arena asks for it. */
  async ask(
    index: number,
    messages: readonly Message[],
    maxTokens: number,
    sessionId = this.newSession(),
  ): Promise<Asked> {
    const spec = this.specs[index];
    if (!spec) throw new Error(`There is no bot ${index}`);
    const signal = new AbortController().signal;
    const seat = String.fromCharCode(65 + index);
    const loan = await this.#desk.lend(spec, { sessionId, seat }, signal, () => {});
    const request = {
      messages,
      sampling: { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05, maxTokens, seed: index },
      conversation: `${sessionId}/${seat}`,
      threads: loan.threads,
    };
    try {
      let text = '';
      for await (const part of loan.bot.reply(request, signal)) {
        if (part.kind === 'text') text += part.text;
        if (part.kind === 'end') return { text, end: part };
      }
      throw new Error('The reply did not end');
    } finally {
      loan.giveBack();
    }
  }

  /** Every bot answers the same prompt. @returns tokens a second, all together */
  async together(prompt: string, maxTokens: number): Promise<number> {
    const began = performance.now();
    const asked = await Promise.all(
      this.specs.map((_, index) => this.ask(index, [{ role: 'user', text: prompt }], maxTokens)),
    );
    return tokensOf(asked) / ((performance.now() - began) / 1000);
  }

  /** Every bot answers the same prompt, one after the other. @returns tokens a second */
  async inTurn(prompt: string, maxTokens: number): Promise<number> {
    const began = performance.now();
    const asked: Asked[] = [];
    for (const index of this.specs.keys())
      asked.push(await this.ask(index, [{ role: 'user', text: prompt }], maxTokens));
    return tokensOf(asked) / ((performance.now() - began) / 1000);
  }

  async close(): Promise<void> {
    await this.#pool.dispose();
    this.#planner.dispose();
  }
}

function tokensOf(asked: readonly Asked[]): number {
  return asked.reduce((sum, { end }) => sum + (end.tokens?.completion ?? 0), 0);
}
