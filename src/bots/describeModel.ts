import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { MemoryNeed } from './bot.ts';
import { judgeModel } from './llama/gguf/checkModel.ts';
import { memoryNeed, planContext } from './llama/gguf/memory.ts';
import { headerOf, Values, type ModelHeader, type Parsed } from './llama/gguf/modelHeader.ts';
import { GgufProblem } from './llama/gguf/problem.ts';
import { readGguf } from './llama/gguf/readGguf.ts';
import { filesNamed, otherParts } from './llama/gguf/splitParts.ts';

/** What a GGUF file says about the model in it, before anything is loaded. */
export interface ModelDescription {
  readonly path: string;
  /** The name that its makers gave it. */
  readonly name: string | undefined;
  /** llama.cpp's name for how it is built, for example `qwen2`. */
  readonly architecture: string;
  /** How many numbers the weights are. */
  readonly parameters: number;
  /** How most weights are stored, for example `Q4_K`. */
  readonly quantisation: string | undefined;
  /** Tokens that it was trained to see. */
  readonly trainContextSize: number | undefined;
  readonly hasTemplate: boolean;
  readonly licence: string | undefined;
  /** Bytes, of all its files. */
  readonly fileSize: number;
  readonly fileCount: number;
  /** Tokens that a bot sees unless its `contextSize` says otherwise. */
  readonly contextSize: number;
  /** What a bot with that context takes of this machine's memory. */
  readonly need: MemoryNeed;
}

export type ModelFileProblemKind =
  /** There is no such file. */
  | 'missing'
  | 'unreadable'
  | 'folder'
  /** It is no GGUF file at all. */
  | 'otherFile'
  | 'adapter'
  | 'projector'
  | 'embedding'
  /** A part of a split model that is not its first one. */
  | 'laterPart'
  /** Another file of the split model is not beside it. */
  | 'partMissing'
  /** Damaged, cut off, or built in a way that cannot be run. */
  | 'unusable';

/** Why a file cannot be a bot's model. */
export class ModelFileProblem extends Error {
  override readonly name = 'ModelFileProblem';
  readonly kind: ModelFileProblemKind;
  /** A file that matters: the first part of the model, or the one that is missing. */
  readonly otherFile: string | undefined;

  /** @param message in English, the end of a sentence that begins with “It”. */
  constructor(
    kind: ModelFileProblemKind,
    message: string,
    { otherFile, cause }: { readonly otherFile?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.kind = kind;
    this.otherFile = otherFile;
  }
}

/**
 * Reads the header of a model's file, and those of its other parts; never the weights.
 *
 * @throws ModelFileProblem for whatever cannot be a bot's model.
 */
export async function describeModel(file: string): Promise<ModelDescription> {
  try {
    const first = await readGguf(file);
    await refuseOthers(file, headerOf(first));
    return description(file, first, await judgeModel(file, first));
  } catch (error) {
    throw error instanceof ModelFileProblem ? error : await problemOf(file, error);
  }
}

/** @throws ModelFileProblem for what is sound and no model by itself */
async function refuseOthers(file: string, header: ModelHeader): Promise<void> {
  if (header.isAdapter) throw new ModelFileProblem('adapter', 'is a LoRA adapter');
  if (header.isProjector) throw new ModelFileProblem('projector', 'is a projector (mmproj)');
  const { split } = header;
  if (split !== undefined && split.no > 0) throw laterPart(file, split);
  if (header.isEmbedding) throw new ModelFileProblem('embedding', 'is an embedding model');
  for (const part of otherParts(file, split)) {
    if (await isThere(part.file)) continue;
    const otherFile = path.basename(part.file);
    throw new ModelFileProblem('partMissing', `misses its part ${otherFile}`, { otherFile });
  }
}

const PART_NUMBER = /-\d{5}(?=-of-\d{5}\.gguf$)/;

function laterPart(file: string, { no, count }: { no: number; count: number }): ModelFileProblem {
  const message = `is part ${no + 1} of a model in ${count} files`;
  const name = path.basename(file);
  if (!PART_NUMBER.test(name)) return new ModelFileProblem('laterPart', message);
  const otherFile = path.join(path.dirname(file), name.replace(PART_NUMBER, '-00001'));
  return new ModelFileProblem('laterPart', message, { otherFile });
}

function description(file: string, { metadata }: Parsed, header: ModelHeader): ModelDescription {
  const plan = planContext(header, undefined);
  const values = new Values(metadata);
  return {
    path: file,
    name: header.name,
    architecture: header.architecture,
    parameters: header.parameters,
    quantisation: header.quantisation,
    trainContextSize: header.trainContextSize,
    hasTemplate: (header.chatTemplate ?? '').trim() !== '',
    licence: values.text('general.license'),
    fileSize: header.fileSize,
    fileCount: header.split === undefined ? 1 : filesNamed(file).length,
    contextSize: plan.contextSize,
    need: memoryNeed(header, file, plan),
  };
}

async function problemOf(file: string, cause: unknown): Promise<ModelFileProblem> {
  if (cause instanceof GgufProblem) {
    const kind = cause.kind === 'modelBroken' ? 'unusable' : await otherKind(file);
    return new ModelFileProblem(kind, cause.message, { cause });
  }
  if (!isSystemError(cause)) throw cause;
  const { code } = cause;
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new ModelFileProblem('missing', 'is not there', { cause })
    : new ModelFileProblem('unreadable', `cannot be read (${code})`, { cause });
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

async function otherKind(file: string): Promise<'folder' | 'otherFile'> {
  const found = await stat(file).catch(() => undefined);
  return found?.isDirectory() ? 'folder' : 'otherFile';
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
