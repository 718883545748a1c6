import { assertNever } from '../core/std/assertNever.ts';
import type { Bot } from './bot.ts';
import type { BotSpec } from './botSpec.ts';
import { createCustomBot, type CustomBotOptions } from './custom/customBot.ts';
import { createEditorBot } from './editor/editorBot.ts';
import type { EditorModels } from './editorModels.ts';
import { createLlamaBot } from './llama/llamaBot.ts';
import { createOpenAiBot } from './openai/openAiBot.ts';
import type { ServerQueues } from './serverQueues.ts';

/** What bots need of the program that runs them. */
export interface BotEnvironment {
  /** The bundled entry of the process that runs one local model. */
  readonly workerPath: string;
  /** Most threads that one local model may ever use: the machine's cores. */
  readonly maxThreads: number;
  /** The part of the GPU's memory that a local model may take which is loaded now, 0 … 1. */
  readonly vramShare: () => number;
  /** Longest silence of a local model before it counts as hanging, in milliseconds. */
  readonly stallTimeoutMs: () => number;
  /** The key kept for this server, if there is one. */
  readonly apiKey: (baseUrl: string) => Promise<string | undefined>;
  /** The value kept for a server's secret header, if there is one. */
  readonly secretHeader?:
    ((baseUrl: string, header: string) => Promise<string | undefined>) | undefined;
  /** How busy servers are; one for all bots. Without it each bot counts for itself. */
  readonly queues?: ServerQueues | undefined;
  /** The models of the editor around this program, if there is one. */
  readonly editorModels?: EditorModels | undefined;
  /** How modules of the user are run; without it they are not. */
  readonly modules?: Pick<CustomBotOptions, 'workerPath' | 'mayRun'> | undefined;
  /** Lines name servers and files: not for a log that is shown while a session is blind. */
  readonly log: (line: string) => void;
}

/** Makes a bot of any kind; it starts nothing before its first reply. */
export function createBot(spec: BotSpec, environment: BotEnvironment): Bot {
  switch (spec.kind) {
    case 'llama':
      return createLlamaBot(spec, {
        workerPath: environment.workerPath,
        maxThreads: environment.maxThreads,
        vramShare: environment.vramShare,
        stallTimeoutMs: environment.stallTimeoutMs,
        onLog: environment.log,
      });
    case 'openai':
      return createOpenAiBot(spec, {
        apiKey: environment.apiKey,
        secretHeader: environment.secretHeader,
        queues: environment.queues,
        onLog: environment.log,
      });
    case 'vscode':
      return createEditorBot(spec, environment.editorModels);
    case 'custom':
      return createCustomBot(
        spec,
        environment.modules && { ...environment.modules, onLog: environment.log },
      );
    default:
      return assertNever(spec);
  }
}
