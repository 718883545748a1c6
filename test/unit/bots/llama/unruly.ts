import type { Bot, ModelStatus, ReplyPart } from '../../../../src/bots/bot.ts';
import type { LlamaSpec } from '../../../../src/bots/botSpec.ts';
import type { LlamaBotOptions } from '../../../../src/bots/llama/llamaModel.ts';
import { demoModel } from '../../../../scripts/demo/models.mjs';
import { expect } from 'vitest';
import type { LoadOrders, ReplyOrders } from './unrulyWorker.ts';
import { ask, Zoo, type Heard } from './zoo.ts';

export const STALL_MS = 800;
/** Starting a process takes its time on a busy machine. */
const LOAD_MS = 20_000;

/** Bots whose processes do as they are ordered, real ones otherwise. */
export class UnrulyZoo {
  readonly zoo: Zoo;
  readonly #workerPath: string;
  #models = 0;

  private constructor(zoo: Zoo, workerPath: string) {
    this.zoo = zoo;
    this.#workerPath = workerPath;
  }

  static async open(): Promise<UnrulyZoo> {
    const zoo = await Zoo.open();
    const worker = new URL('./unrulyWorker.ts', import.meta.url);
    return new UnrulyZoo(zoo, await zoo.bundle(worker, 'unruly.mjs'));
  }

  async bot(
    host: Partial<LlamaBotOptions> = {},
    orders?: LoadOrders,
    spec: Partial<LlamaSpec> = {},
  ) {
    const name = `unruly-${this.#models++}.gguf`;
    const file = await this.zoo.write(name, demoModel('parrot'));
    if (orders) await this.zoo.write(`${name}.orders`, JSON.stringify(orders));
    const bot = this.zoo.botOn(file, spec, {
      workerPath: this.#workerPath,
      stallTimeoutMs: () => (bot.local.status.kind === 'loading' ? LOAD_MS : STALL_MS),
      templateTimeoutMs: STALL_MS,
      restartPausesMs: [0, 300, 600],
      ...host,
    });
    const statuses: ModelStatus[] = [];
    bot.local.onStatus(status => statuses.push(status));
    return { bot, name, statuses };
  }
}

/** One reply that does as it is ordered. */
export const order = (
  bot: Bot,
  orders: ReplyOrders,
  options: Parameters<typeof ask>[3] = {},
): Promise<Heard> => ask(bot, JSON.stringify(orders), {}, options);

export const failure = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string });

/** `text` resolves when the first text has come. */
export function begun(bot: Bot, orders: ReplyOrders, signal?: AbortSignal) {
  let onBegun = (): void => {};
  const text = new Promise<void>(resolve => (onBegun = resolve));
  const onPart = (part: ReplyPart): void => {
    if (part.kind === 'text') onBegun();
  };
  const reply = order(bot, orders, { onPart, ...(signal === undefined ? {} : { signal }) });
  reply.catch(() => {});
  return { text, reply };
}
