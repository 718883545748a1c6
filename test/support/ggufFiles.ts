import type { Buffer } from 'node:buffer';
import {
  f32,
  ggufFile,
  i32,
  string,
  u16,
  u32,
  type Tensor,
  type Value,
} from '../../scripts/demo/gguf.mjs';
import { demoParts, type DemoName, type DemoOptions } from '../../scripts/demo/models.mjs';

export interface FileOptions extends DemoOptions {
  /** Which demo model it begins as; `parrot` unless said. */
  readonly name?: DemoName;
  /** The Jinja text of `tokenizer.chat_template`; `null` leaves it out. */
  readonly chatTemplate?: string | null;
  /** Metadata to add or to replace, made with the functions of scripts/demo/gguf.mjs. */
  readonly metadata?: Readonly<Record<string, Value>>;
  /** Changes the list of tensors. */
  readonly tensors?: (tensors: readonly Tensor[]) => readonly Tensor[];
}

/** A demo model with changes: about 500 KB that load in 50 ms. The same options give the same bytes. */
export function modelFile(options: FileOptions = {}): Buffer {
  const { metadata, tensors } = partsOf(options);
  return ggufFile(metadata, tensors);
}

/**
 * A LoRA adapter for the demo models of the same name: whatever the model says, it says `piece`
 * instead, again and again (until maxTokens), once `scale` × `strength` is above about 80. At a
 * negative scale, or for a piece that it says, it never says it. It also holds an `attn_q` pair
 * that changes nothing, as real adapters have several tensors.
 *
 * @param piece a token of the model, for example `Squ` of the parrot, `Hoot.` of the owl.
 * @param options `strength`: what scale 1 adds to the token's logit. `alpha`: as in the file;
 *   llama.cpp multiplies by alpha / rank, and the rank is 1. `architecture`: one that does not
 *   belong to the model makes llama.cpp refuse it.
 */
export function loraFile(
  piece: string,
  options: {
    readonly name?: DemoName;
    readonly strength?: number;
    readonly alpha?: number;
    readonly architecture?: string;
  } = {},
): Buffer {
  const { name = 'parrot', strength = 200, alpha = 1, architecture = 'llama' } = options;
  const { tensors, vocabulary } = demoParts(name);
  const output = shapeOf(tensors, 'output.weight');
  const query = shapeOf(tensors, 'blk.0.attn_q.weight');
  // The model's last vector is a one-hot, so a row of ones makes 1 of it, whichever state it is.
  const ones = new Float32Array(output[0]).fill(1);
  const raised = new Float32Array(output[1]);
  raised[vocabulary.id(piece)] = strength;
  const pair = (
    tensor: string,
    [inputs, outputs]: readonly [number, number],
    a: Float32Array,
    b: Float32Array,
  ): Tensor[] => [
    { name: `${tensor}.lora_a`, shape: [inputs, 1], type: 'f32', data: a },
    { name: `${tensor}.lora_b`, shape: [1, outputs], type: 'f32', data: b },
  ];
  return ggufFile(
    {
      'general.architecture': string(architecture),
      'general.type': string('adapter'),
      'general.name': string('ChatZoo demo adapter'),
      'adapter.type': string('lora'),
      'adapter.lora.alpha': f32(alpha),
    },
    [
      ...pair('output.weight', output, ones, raised),
      ...pair(
        'blk.0.attn_q.weight',
        query,
        new Float32Array(query[0]).fill(0.01),
        new Float32Array(query[1]),
      ),
    ],
  );
}

/** The header of an embedding model with one tensor: enough to be told from a chat model. */
export function embeddingFile(architecture = 'bert'): Buffer {
  return ggufFile(
    {
      'general.architecture': string(architecture),
      'general.name': string('Embedder'),
      [`${architecture}.block_count`]: u32(1),
      [`${architecture}.context_length`]: u32(512),
      [`${architecture}.embedding_length`]: u32(32),
      [`${architecture}.feed_forward_length`]: u32(64),
      [`${architecture}.attention.head_count`]: u32(2),
      [`${architecture}.pooling_type`]: u32(1),
      'tokenizer.ggml.model': string('bert'),
    },
    [small('token_embd.weight', [32, 16])],
  );
}

/** An `mmproj` file: what lets a model see pictures, no model by itself. */
export function projectorFile(): Buffer {
  return ggufFile(
    {
      'general.architecture': string('clip'),
      'general.type': string('mmproj'),
      'clip.has_vision_encoder': u32(1),
      'clip.vision.block_count': u32(1),
    },
    [small('v.patch_embd.weight', [32, 16])],
  );
}

/** A model in several files, as `llama-gguf-split` cuts it; only the first has the metadata. */
export function splitFiles(
  count: number,
  options: FileOptions = {},
): readonly { readonly name: string; readonly content: Buffer }[] {
  const { metadata, tensors } = partsOf(options);
  const each = Math.ceil(tensors.length / count);
  const five = (value: number): string => String(value).padStart(5, '0');
  return Array.from({ length: count }, (_, part) => ({
    name: `model-${five(part + 1)}-of-${five(count)}.gguf`,
    content: ggufFile(
      {
        ...(part === 0 ? metadata : {}),
        'split.no': u16(part),
        'split.count': u16(count),
        'split.tensors.count': i32(tensors.length),
      },
      tensors.slice(part * each, (part + 1) * each),
    ),
  }));
}

function partsOf(options: FileOptions): {
  metadata: Readonly<Record<string, Value>>;
  tensors: readonly Tensor[];
} {
  const { name = 'parrot', chatTemplate, metadata: changed = {}, tensors: change } = options;
  const { metadata, tensors } = demoParts(name, options);
  const all: Record<string, Value> = { ...metadata, ...changed };
  const kept = Object.entries(all).filter(
    ([key]) => chatTemplate !== null || key !== 'tokenizer.chat_template',
  );
  const template =
    typeof chatTemplate === 'string' ? { 'tokenizer.chat_template': string(chatTemplate) } : {};
  return {
    metadata: { ...Object.fromEntries(kept), ...template },
    tensors: change?.(tensors) ?? tensors,
  };
}

function shapeOf(tensors: readonly Tensor[], name: string): readonly [number, number] {
  const [inputs, outputs] = tensors.find(tensor => tensor.name === name)?.shape ?? [];
  if (inputs === undefined || outputs === undefined) throw new Error(`There is no ${name}`);
  return [inputs, outputs];
}

function small(name: string, shape: readonly [number, number]): Tensor {
  return { name, shape, type: 'f32', data: new Float32Array(shape[0] * shape[1]) };
}
