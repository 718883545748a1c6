import { assertNever } from '../core/std/assertNever.ts';
import type { Bot } from './bot.ts';
import type { BotSpec, LlamaSpec } from './botSpec.ts';
import { createLlamaBot } from './llama/llamaBot.ts';
import { createOpenAiBot } from './openai/openAiBot.ts';

/** What bots need of the program that runs them. */
export interface BotEnvironment {
  /** The bundled entry of the process that runs one local model. */
  readonly workerPath: string;
  /** The threads that this bot may use beside the others. */
  readonly threads: (spec: LlamaSpec) => number;
  /** The key kept for this server, if there is one. */
  readonly apiKey: (baseUrl: string) => Promise<string | undefined>;
  /** Lines name servers and files: not for a log that is shown while a session is blind. */
  readonly log: (line: string) => void;
}

/** Makes a bot of any kind; it starts nothing before its first reply. */
export function createBot(spec: BotSpec, environment: BotEnvironment): Bot {
  switch (spec.kind) {
    case 'llama':
      return createLlamaBot(spec, {
        workerPath: environment.workerPath,
        threads: environment.threads(spec),
        onLog: environment.log,
      });
    case 'openai':
      return createOpenAiBot(spec, {
        apiKey: () => environment.apiKey(spec.baseUrl),
        onLog: environment.log,
      });
    default:
      return assertNever(spec);
  }
}
