import type { ArrayValue, Metadata } from './metadata.ts';
import { tensorType, type TensorInfo } from './tensors.ts';

/** What a GGUF file says about itself before its weights. */
export interface ModelHeader {
  /** Of the format. */
  readonly version: number;
  /** llama.cpp's name for how the model is built, for example `llama`, `qwen2`; empty if missing. */
  readonly architecture: string;
  readonly name: string | undefined;
  /** How most weights are stored, for example `Q4_K`. */
  readonly quantisation: string | undefined;
  /** How many numbers the weights are. */
  readonly parameters: number;
  /** Tokens it was trained to see. */
  readonly trainContextSize: number | undefined;
  readonly blockCount: number;
  readonly embeddingLength: number;
  readonly feedForwardLength: number;
  /** One number a block. */
  readonly heads: readonly number[];
  readonly kvHeads: readonly number[];
  /** Numbers that a head keeps of a token. */
  readonly keyLength: number;
  readonly valueLength: number;
  /** Tokens back that a block with a sliding window sees; the others see everything. */
  readonly slidingWindow: number | undefined;
  readonly experts: { readonly count: number; readonly used: number } | undefined;
  readonly vocabSize: number;
  /** Jinja, as the file has it. */
  readonly chatTemplate: string | undefined;
  readonly bosTokenId: number | undefined;
  readonly eosTokenId: number | undefined;
  readonly tensorCount: number;
  /** Bytes of the weights, of all parts of a split file. */
  readonly weights: number;
  /** Bytes of those weights that are multiplied with, by how they are stored. */
  readonly matrices: Readonly<Record<string, number>>;
  /** Whether one matrix reads words and writes them. */
  readonly sharesEmbedding: boolean;
  /** `no` counts from 0, as in the file. */
  readonly split: { readonly no: number; readonly count: number } | undefined;
  readonly isEmbedding: boolean;
  /** An `mmproj` file, which lets a model see pictures. */
  readonly isProjector: boolean;
  /** A LoRA, which changes a model. */
  readonly isAdapter: boolean;
  /** Bytes, of all parts of a split file. */
  readonly fileSize: number;
}

/** What one file holds, read and not yet judged. */
export interface Parsed {
  readonly version: number;
  readonly metadata: Metadata;
  readonly tensors: readonly TensorInfo[];
  /** Bytes that the file must have for its weights to be whole. */
  readonly needed: number;
  readonly fileSize: number;
}

/** Looks up values by key; a value of another kind counts as missing. */
export class Values {
  readonly #metadata: Metadata;

  constructor(metadata: Metadata) {
    this.#metadata = metadata;
  }

  text(key: string): string | undefined {
    const value = this.#metadata.get(key)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  number(key: string): number | undefined {
    const value = this.#metadata.get(key)?.value;
    return typeof value === 'number' ? value : undefined;
  }

  array(key: string): ArrayValue | undefined {
    const value = this.#metadata.get(key)?.value;
    return typeof value === 'object' ? value : undefined;
  }

  /** One number for all, or one each. */
  each(key: string, count: number): readonly number[] | undefined {
    const one = this.number(key);
    return one === undefined ? this.array(key)?.numbers : Array.from({ length: count }, () => one);
  }
}

/** Those that only turn text into numbers; `pooling_type` tells the others. */
const EMBEDDING = /bert|embed|^t5encoder$/;

/** llama.cpp allows so many blocks; what claims more is refused by the checks. */
export const MOST_BLOCKS = 512;

/** Gathers what is scattered over the metadata. Impossible values come through as they are. */
export function headerOf({ version, metadata, tensors, fileSize }: Parsed): ModelHeader {
  const values = new Values(metadata);
  const architecture = values.text('general.architecture') ?? '';
  const own = (key: string): string => `${architecture}.${key}`;
  const blockCount = values.number(own('block_count')) ?? 0;
  const blocks = Math.min(blockCount, MOST_BLOCKS);
  const embeddingLength = values.number(own('embedding_length')) ?? 0;
  const heads = values.each(own('attention.head_count'), blocks) ?? [];
  const headLength = embeddingLength / Math.max(1, ...heads);
  const splitCount = values.number('split.count') ?? 0;
  const experts = values.number(own('expert_count')) ?? 0;
  const type = values.text('general.type');
  return {
    version,
    architecture,
    name: values.text('general.name'),
    quantisation: mostOf(matricesOf(tensors)),
    parameters: sum(tensors.map(({ shape }) => shape.reduce((a, b) => a * b, 1))),
    trainContextSize: values.number(own('context_length')),
    blockCount,
    embeddingLength,
    feedForwardLength: Math.max(0, ...(values.each(own('feed_forward_length'), 1) ?? [])),
    heads,
    kvHeads: values.each(own('attention.head_count_kv'), blocks) ?? heads,
    keyLength: values.number(own('attention.key_length')) ?? headLength,
    valueLength: values.number(own('attention.value_length')) ?? headLength,
    slidingWindow: values.number(own('attention.sliding_window')),
    experts:
      experts > 0
        ? { count: experts, used: values.number(own('expert_used_count')) ?? 0 }
        : undefined,
    vocabSize: values.array('tokenizer.ggml.tokens')?.count ?? 0,
    chatTemplate: values.text('tokenizer.chat_template'),
    bosTokenId: values.number('tokenizer.ggml.bos_token_id'),
    eosTokenId: values.number('tokenizer.ggml.eos_token_id'),
    tensorCount: tensors.length,
    weights: sum(tensors.map(({ bytes }) => bytes)),
    matrices: matricesOf(tensors),
    sharesEmbedding: !tensors.some(({ name }) => name === 'output.weight'),
    split: splitCount > 1 ? { no: values.number('split.no') ?? 0, count: splitCount } : undefined,
    isEmbedding: EMBEDDING.test(architecture) || (values.number(own('pooling_type')) ?? 0) > 0,
    isProjector: architecture === 'clip' || type === 'mmproj',
    isAdapter: type === 'adapter',
    fileSize,
  };
}

/** Looking up a token's row in the embedding is no multiplication. */
function matricesOf(tensors: readonly TensorInfo[]): Record<string, number> {
  const bytes: Record<string, number> = {};
  for (const { name, shape, type, bytes: size } of tensors) {
    if (shape.length < 2 || name === 'token_embd.weight') continue;
    const kind = tensorType(type)?.name ?? '';
    bytes[kind] = (bytes[kind] ?? 0) + size;
  }
  return bytes;
}

/** The type that holds most bytes. */
function mostOf(matrices: Readonly<Record<string, number>>): string | undefined {
  return Object.entries(matrices).sort((a, b) => b[1] - a[1])[0]?.[0];
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
