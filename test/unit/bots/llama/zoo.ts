import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Sampling } from '../../../../src/core/model.ts';
import type { Bot, ReplyPart } from '../../../../src/bots/bot.ts';
import type { LlamaSpec } from '../../../../src/bots/botSpec.ts';
import { createLlamaBot } from '../../../../src/bots/llama/llamaBot.ts';
import type { LlamaBotOptions } from '../../../../src/bots/llama/llamaModel.ts';
import { demoModel } from '../../../../scripts/demo/models.mjs';

type LlamaBot = ReturnType<typeof createLlamaBot>;

const repository = new URL('../../../../', import.meta.url);

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A folder with a worker bundled as for release, models made for the test, and bots to close. */
export class Zoo {
  readonly folder: string;
  readonly log: string[] = [];
  readonly #bots: Bot[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Inside the repository, so that the worker finds node-llama-cpp. */
  static async open(): Promise<Zoo> {
    const parent = fileURLToPath(new URL('dist-test', repository));
    await mkdir(parent, { recursive: true });
    const zoo = new Zoo(await mkdtemp(path.join(parent, 'llama-')));
    await zoo.bundle(new URL('src/bots/llama/worker.ts', repository), 'worker.mjs');
    return zoo;
  }

  get workerPath(): string {
    return this.file('worker.mjs');
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  async bundle(source: URL, target: string): Promise<string> {
    await build({
      entryPoints: [fileURLToPath(source)],
      outfile: this.file(target),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      external: ['node-llama-cpp'],
    });
    return this.file(target);
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(this.file(name), content);
    return this.file(name);
  }

  /** A bot on a demo model made with these options. */
  async bot(
    options: Parameters<typeof demoModel>[1] = {},
    spec: Partial<LlamaSpec> = {},
    host: Partial<LlamaBotOptions> = {},
  ): Promise<LlamaBot> {
    const name = `${this.#bots.length}.gguf`;
    return this.botOn(await this.write(name, demoModel('parrot', options)), spec, host);
  }

  botOn(
    modelPath: string,
    spec: Partial<LlamaSpec> = {},
    host: Partial<LlamaBotOptions> = {},
  ): LlamaBot {
    const bot = createLlamaBot(
      { kind: 'llama', name: 'Polly', systemPrompt: '', sampling: {}, modelPath, ...spec },
      {
        workerPath: this.workerPath,
        maxThreads: 1,
        vramShare: () => 1,
        stallTimeoutMs: () => 60_000,
        onLog: line => this.log.push(line),
        ...host,
      },
    );
    this.#bots.push(bot);
    return bot;
  }

  async close(): Promise<void> {
    await Promise.all(this.#bots.map(bot => bot.dispose()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

export interface Heard {
  readonly parts: readonly ReplyPart[];
  readonly text: string;
  readonly end: Extract<ReplyPart, { kind: 'end' }> | undefined;
}

/** Asks one question and hears the reply out. `onPart` sees each part as it comes. */
export async function ask(
  bot: Bot,
  prompt: string,
  sampling: Sampling = {},
  options: { readonly signal?: AbortSignal; readonly onPart?: (part: ReplyPart) => void } = {},
): Promise<Heard> {
  const { signal = new AbortController().signal, onPart } = options;
  const parts: ReplyPart[] = [];
  const request = { messages: [{ role: 'user', text: prompt } as const], sampling };
  for await (const part of bot.reply(request, signal)) {
    parts.push(part);
    onPart?.(part);
  }
  return heard(parts);
}

export function heard(parts: readonly ReplyPart[]): Heard {
  return {
    parts,
    text: parts.map(part => (part.kind === 'text' ? part.text : '')).join(''),
    end: parts.find(part => part.kind === 'end'),
  };
}
