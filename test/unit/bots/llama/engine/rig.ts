import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Message } from '../../../../../src/core/model.ts';
import { Engine } from '../../../../../src/bots/llama/engine/engine.ts';
import type { Load } from '../../../../../src/bots/llama/engine/loadModel.ts';

type Ended = Awaited<ReturnType<Engine['generate']>>;
type Generation = Parameters<Engine['generate']>[0];

export interface Heard {
  readonly ended: Ended;
  readonly text: string;
  readonly thinking: string;
  /** What was told, in order. */
  readonly kinds: readonly string[];
  readonly progress: readonly (readonly [done: number, total: number])[];
  readonly tokens: readonly {
    readonly text: string;
    readonly probability: number;
    readonly alternatives: readonly { readonly text: string; readonly probability: number }[];
  }[];
}

/** A folder for models, and engines on them in this very process. */
export class Rig {
  readonly folder: string;
  #models = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Rig> {
    return new Rig(await mkdtemp(path.join(tmpdir(), 'engine-')));
  }

  async write(content: Uint8Array): Promise<string> {
    const file = path.join(this.folder, `${this.#models++}.gguf`);
    await writeFile(file, content);
    return file;
  }

  async engine(content: Uint8Array, load: Partial<Load> = {}): Promise<Engine> {
    return this.engineOn(await this.write(content), load);
  }

  engineOn(modelPath: string, load: Partial<Load> = {}): Promise<Engine> {
    return Engine.load({ ...LOAD, modelPath, ...load }, () => {});
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

const LOAD: Omit<Load, 'modelPath'> = {
  contextSize: 1024,
  sequences: 1,
  threads: 1,
  maxThreads: 2,
  gpuLayers: 0,
  backend: 'cpu',
  vramShare: 1,
  lora: [],
};

export interface Asking extends Partial<Omit<Generation, 'messages'>> {
  readonly signal?: AbortSignal;
  /** Hears every event as it comes. */
  readonly onEvent?: (kind: string, text: string) => void;
}

/** Asks and hears the reply out. */
export async function ask(
  engine: Engine,
  messages: string | readonly Message[],
  { signal = new AbortController().signal, onEvent = () => {}, ...given }: Asking = {},
): Promise<Heard> {
  const kinds: string[] = [];
  const progress: [number, number][] = [];
  const tokens: Heard['tokens'][number][] = [];
  const said = { text: '', thinking: '' };
  const tell = (kind: string, text = ''): void => {
    kinds.push(kind);
    onEvent(kind, text);
  };
  const ended = await engine.generate(
    {
      conversation: 'c',
      contextOverflow: 'refuse',
      ...given,
      sampling: { seed: 7, temperature: 0.8, ...given.sampling },
      messages: typeof messages === 'string' ? [{ role: 'user', text: messages }] : messages,
    },
    {
      started: () => tell('started'),
      evaluating: (done, total) => {
        progress.push([done, total]);
        tell('evaluating');
      },
      thinking: text => {
        said.thinking += text;
        tell('thinking', text);
      },
      text: text => {
        said.text += text;
        tell('text', text);
      },
      silent: () => tell('silent'),
      tokens: some => {
        tokens.push(...some);
        tell('tokens');
      },
    },
    signal,
  );
  return { ended, ...said, kinds, progress, tokens };
}

/** Messages in turn: a user's first. */
export function talk(...texts: readonly string[]): Message[] {
  return texts.map((text, place) => ({ role: place % 2 === 0 ? 'user' : 'assistant', text }));
}
