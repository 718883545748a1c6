import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { expect } from 'vitest';
import type { Bot, ReplyPart, ReplyRequest } from '../../../../src/bots/bot.ts';
import type { CustomSpec } from '../../../../src/bots/botSpec.ts';
import { createCustomBot, type CustomBotOptions } from '../../../../src/bots/custom/customBot.ts';
import { REPOSITORY } from '../../../../scripts/repository.mjs';

/** What one reply came to. */
export interface Said {
  readonly parts: readonly ReplyPart[];
  readonly text: string;
}

/** A folder of modules and the real process that runs them. */
export class ModuleRig {
  readonly folder: string;
  readonly lines: string[] = [];
  readonly #workerPath: string;
  readonly #bots: Bot[] = [];

  private constructor(folder: string) {
    this.folder = folder;
    this.#workerPath = path.join(folder, 'dist', 'customProcess.mjs');
  }

  static async open(): Promise<ModuleRig> {
    const rig = new ModuleRig(await mkdtemp(path.join(os.tmpdir(), 'chatzoo-custom-')));
    await esbuild.build({
      absWorkingDir: REPOSITORY,
      entryPoints: ['src/bots/custom/worker.ts'],
      outfile: rig.#workerPath,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
    });
    return rig;
  }

  async write(name: string, source: string): Promise<string> {
    const file = path.join(this.folder, name);
    await writeFile(file, source);
    return file;
  }

  /** A bot on a module of this folder; its source if one is given. */
  async bot(
    name: string,
    source?: string,
    change: Partial<CustomSpec> = {},
    options: Partial<CustomBotOptions> = {},
  ): Promise<Bot> {
    const modulePath =
      source === undefined ? path.join(this.folder, name) : await this.write(name, source);
    return this.botAt(modulePath, change, options);
  }

  botAt(
    modulePath: string,
    change: Partial<CustomSpec> = {},
    options: Partial<CustomBotOptions> = {},
  ): Bot {
    const bot = createCustomBot(
      {
        kind: 'custom',
        name: 'mine',
        systemPrompt: '',
        sampling: {},
        modulePath,
        timeoutSeconds: 20,
        ...change,
      },
      {
        workerPath: this.#workerPath,
        mayRun: () => true,
        onLog: line => this.lines.push(line),
        ...options,
      },
    );
    this.#bots.push(bot);
    return bot;
  }

  async close(): Promise<void> {
    await Promise.all(this.#bots.map(bot => bot.dispose()));
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export const question = (text: string, change: Partial<ReplyRequest> = {}): ReplyRequest => ({
  messages: [{ role: 'user', text }],
  sampling: {},
  ...change,
});

interface AskOptions {
  readonly signal?: AbortSignal;
  readonly onPart?: (part: ReplyPart) => void;
}

/** Asks once; `onPart` hears of the parts as they come. */
export async function ask(
  bot: Bot,
  request: string | ReplyRequest,
  { signal = new AbortController().signal, onPart }: AskOptions = {},
): Promise<Said> {
  const parts: ReplyPart[] = [];
  let text = '';
  const asked = typeof request === 'string' ? question(request) : request;
  for await (const part of bot.reply(asked, signal)) {
    parts.push(part);
    if (part.kind === 'text') text += part.text;
    if (part.kind === 'replaced') ({ text } = part);
    onPart?.(part);
  }
  return { parts, text };
}

export const failsWith = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string });
