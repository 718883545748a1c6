// @ts-check
import { END } from './chain.mjs';
import { bool, f32, floats, integers, string, strings, u32 } from './gguf.mjs';

/** @typedef {import('./chain.mjs').Chain} Chain */
/** @typedef {import('./gguf.mjs').Tensor} Tensor */
/** @typedef {import('./gguf.mjs').Value} Value */
/** @typedef {import('./vocabulary.mjs').Vocabulary} Vocabulary */

/** Width of the model: one dimension a state of the chain. */
const DIM = 192;
/** Attention and feed-forward do nothing here, so they are as small as llama.cpp takes them. */
const HEAD = 16;
const FEED_FORWARD = 16;
/** Logit of what must not follow: e^-30 to 1 against even at temperature 2, and exact in f16. */
const NEVER = -60;

export const CHAT_TEMPLATE =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + " +
  "message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/**
 * @param {string} name
 * @param {Vocabulary} vocabulary
 * @param {number} contextLength
 * @returns {Readonly<Record<string, Value>>}
 */
export function metadataOf(name, vocabulary, contextLength) {
  const end = vocabulary.id('<|im_end|>');
  return {
    'general.architecture': string('llama'),
    'general.name': string(`ChatZoo demo ${name}`),
    'general.license': string('apache-2.0'),
    'general.file_type': u32(1), // mostly f16
    'llama.context_length': u32(contextLength),
    'llama.embedding_length': u32(DIM),
    'llama.block_count': u32(1),
    'llama.feed_forward_length': u32(FEED_FORWARD),
    'llama.attention.head_count': u32(1),
    'llama.attention.head_count_kv': u32(1),
    'llama.attention.key_length': u32(HEAD),
    'llama.attention.value_length': u32(HEAD),
    'llama.attention.layer_norm_rms_epsilon': f32(1e-6),
    'llama.rope.dimension_count': u32(HEAD),
    'llama.vocab_size': u32(vocabulary.tokens.length),
    'tokenizer.ggml.model': string('llama'),
    'tokenizer.ggml.tokens': strings(vocabulary.tokens),
    'tokenizer.ggml.scores': floats(vocabulary.scores),
    'tokenizer.ggml.token_type': integers(vocabulary.kinds),
    'tokenizer.ggml.unknown_token_id': u32(0),
    'tokenizer.ggml.bos_token_id': u32(vocabulary.id('<s>')),
    'tokenizer.ggml.eos_token_id': u32(end),
    'tokenizer.ggml.add_bos_token': bool(true),
    // Without it the tokenizer puts a space before every prompt.
    'tokenizer.ggml.add_space_prefix': bool(false),
    'tokenizer.chat_template': string(CHAT_TEMPLATE),
  };
}

/**
 * A transformer that is exactly the chain. Each token's embedding points along the dimension of the
 * state it leads to; the only block adds nothing, since its output matrices are zero; the last norm
 * makes the vector a one-hot, which picks a column of log-probabilities from the output matrix.
 * Tokens that are never said lead to the first state: whatever precedes an answer, it starts well.
 *
 * @param {Chain} chain
 * @param {Vocabulary} vocabulary
 * @returns {Tensor[]}
 * @throws if the chain has more states than the model has dimensions
 */
export function tensorsOf({ pieces, next }, vocabulary) {
  if (next.length > DIM) throw new Error(`${next.length} states do not fit ${DIM} dimensions`);
  const size = vocabulary.tokens.length;
  const ids = pieces.map(vocabulary.id);
  const states = new Map(ids.map((id, piece) => [id, piece + 1]));

  const embedding = new Float32Array(size * DIM);
  // RMSNorm scales a one-hot vector to the square root of its length; starting there, the size of
  // `epsilon` does not matter.
  for (let id = 0; id < size; id++) embedding[id * DIM + (states.get(id) ?? 0)] = Math.sqrt(DIM);

  const output = new Float32Array(size * DIM).fill(NEVER);
  for (const [state, following] of next.entries()) {
    for (const [piece, probability] of following) {
      const id = piece === END ? vocabulary.id('<|im_end|>') : /** @type {number} */ (ids[piece]);
      output[id * DIM + state] = Math.log(probability);
    }
  }

  /** @param {string} name @param {number} inputs @param {number} outputs @returns {Tensor} */
  const zeros = (name, inputs, outputs) => ({
    name: `blk.0.${name}.weight`,
    shape: [inputs, outputs],
    type: 'f16',
    data: new Float32Array(inputs * outputs),
  });
  return [
    { name: 'token_embd.weight', shape: [DIM, size], type: 'f16', data: embedding },
    norm('blk.0.attn_norm.weight', 1),
    zeros('attn_q', DIM, HEAD),
    zeros('attn_k', DIM, HEAD),
    zeros('attn_v', DIM, HEAD),
    zeros('attn_output', HEAD, DIM),
    norm('blk.0.ffn_norm.weight', 1),
    zeros('ffn_gate', DIM, FEED_FORWARD),
    zeros('ffn_up', DIM, FEED_FORWARD),
    zeros('ffn_down', FEED_FORWARD, DIM),
    norm('output_norm.weight', 1 / Math.sqrt(DIM)),
    { name: 'output.weight', shape: [DIM, size], type: 'f16', data: output },
  ];
}

/** @param {string} name @param {number} weight @returns {Tensor} */
function norm(name, weight) {
  return { name, shape: [DIM], type: 'f32', data: new Float32Array(DIM).fill(weight) };
}
