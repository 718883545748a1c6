import { compileChain, type Grammar } from '../../../../../scripts/demo/chain.mjs';
import { f32, ggufFile, string, u32 } from '../../../../../scripts/demo/gguf.mjs';
import { seededRandom } from '../../../../../scripts/demo/random.mjs';
import { metadataOf, tensorsOf } from '../../../../../scripts/demo/transformer.mjs';
import { vocabularyOf } from '../../../../../scripts/demo/vocabulary.mjs';

const CONTROL = 3;
const USER_DEFINED = 4;

interface GrammarOptions {
  /** Said tokens that are special. */
  readonly control?: readonly string[];
  /** Said tokens that llama.cpp finds in any text. */
  readonly userDefined?: readonly string[];
  /** More metadata, over the usual. */
  readonly metadata?: ReturnType<typeof metadataOf>;
  /** Texts whose pairs of letters become tokens. */
  readonly texts?: readonly string[];
}

/** A model that says exactly what a grammar allows. */
export function grammarModel(grammar: Grammar, options: GrammarOptions = {}): Buffer {
  const { control = [], userDefined = [], metadata = {}, texts = [] } = options;
  const chain = compileChain(grammar, { seed: 1, endless: false });
  const plain = vocabularyOf(chain.pieces, texts, 60);
  const kinds = plain.tokens.map((token, id) => {
    if (control.includes(token)) return CONTROL;
    return userDefined.includes(token) ? USER_DEFINED : (plain.kinds[id] ?? 1);
  });
  const vocabulary = { ...plain, kinds };
  return ggufFile(
    { ...metadataOf('test', vocabulary, 4096), ...metadata },
    tensorsOf(chain, vocabulary),
  );
}

const DIM = 64;
const HEADS = 2;
const LAYERS = 2;
/** Tokens that the wild model has learnt nothing about, but says. */
const SYLLABLES = ['ba', 'be', 'bi', 'bo', 'bu', 'da', 'de', 'di', 'do', 'du', 'ka', 'ke', 'ki'];

function wildVocabulary(): ReturnType<typeof vocabularyOf> {
  return vocabularyOf(SYLLABLES, ['the zoo keeper feeds the animals every morning'], 20);
}

/**
 * A transformer of random numbers: it says noise, but every token depends on all tokens before it, as
 * in a real model, and so does every wrong bit in its memory.
 */
export function wildModel(): Buffer {
  const vocabulary = wildVocabulary();
  const size = vocabulary.tokens.length;
  const random = seededRandom(5);
  const matrix = (name: string, inputs: number, outputs: number, scale = 2) => ({
    name: `${name}.weight`,
    shape: [inputs, outputs],
    type: 'q8_0' as const,
    data: Float32Array.from(
      { length: inputs * outputs },
      () => ((random() + random() + random() - 1.5) * 2 * scale) / Math.sqrt(inputs),
    ),
  });
  const norm = (name: string) => ({
    name: `${name}.weight`,
    shape: [DIM],
    type: 'f32' as const,
    data: new Float32Array(DIM).fill(1),
  });
  const layers = Array.from({ length: LAYERS }, (_, layer) => `blk.${layer}.`).flatMap(block => [
    norm(`${block}attn_norm`),
    matrix(`${block}attn_q`, DIM, DIM),
    matrix(`${block}attn_k`, DIM, DIM),
    matrix(`${block}attn_v`, DIM, DIM),
    matrix(`${block}attn_output`, DIM, DIM),
    norm(`${block}ffn_norm`),
    matrix(`${block}ffn_gate`, DIM, 2 * DIM),
    matrix(`${block}ffn_up`, DIM, 2 * DIM),
    matrix(`${block}ffn_down`, 2 * DIM, DIM),
  ]);
  const head = DIM / HEADS;
  return ggufFile(
    {
      ...metadataOf('wild', vocabulary, 4096),
      'llama.embedding_length': u32(DIM),
      'llama.block_count': u32(LAYERS),
      'llama.feed_forward_length': u32(2 * DIM),
      'llama.attention.head_count': u32(HEADS),
      'llama.attention.head_count_kv': u32(HEADS),
      'llama.attention.key_length': u32(head),
      'llama.attention.value_length': u32(head),
      'llama.rope.dimension_count': u32(head),
    },
    [
      matrix('token_embd', DIM, size, 8),
      ...layers,
      norm('output_norm'),
      matrix('output', DIM, size),
    ],
  );
}

/** A LoRA adapter of rank one to the wild model, which changes how it ends every thought. */
export function wildAdapter(inputs = DIM): Buffer {
  const random = seededRandom(9);
  const tensor = (name: string, shape: readonly number[]) => ({
    name,
    shape,
    type: 'f32' as const,
    data: Float32Array.from({ length: (shape[0] ?? 1) * (shape[1] ?? 1) }, () => random() - 0.5),
  });
  return ggufFile(
    {
      'general.type': string('adapter'),
      'general.architecture': string('llama'),
      'adapter.type': string('lora'),
      'adapter.lora.alpha': f32(1),
    },
    [
      tensor('blk.0.ffn_up.weight.lora_a', [inputs, 1]),
      tensor('blk.0.ffn_up.weight.lora_b', [1, 2 * DIM]),
    ],
  );
}
