// @ts-check
/**
 * A model with real work to do, for benchmarks: the shape of a small chat model, random weights.
 * What it says is words that do not exist, without end unless maxTokens ends it.
 *
 * Run by hand: `node scripts/bench/bigModel.mjs <folder> [megabytes] [seed]`
 */
import { Buffer } from 'node:buffer';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { bool, f32, floats, ggufHead, integers, string, strings, u32 } from '../demo/gguf.mjs';
import { CHAT_TEMPLATE } from '../demo/transformer.mjs';
import { SPOKEN, wordVocabulary } from './words.mjs';

/** @typedef {import('../demo/gguf.mjs').TensorPlan} TensorPlan */

const WIDTH = 640;
const HEADS = 10;
const KV_HEADS = 5;
const HEAD = WIDTH / HEADS;
const FEED_FORWARD = 2048;
const VOCABULARY = 8192;
const CONTEXT = 32_768;
/** Of q8_0: numbers a block, and its bytes. */
const BLOCK = 32;
const BLOCK_BYTES = 34;
const PADDING = 32;
/** Uniform bytes from -127 to 127 spread so far around 0. */
const SPREAD = 73.6;

/** Raised when the same seed gives other bytes than before: old files are then written anew. */
const EDITION = 1;

/**
 * @typedef {TensorPlan & { spread?: number, fill?: number, row?: (bytes: Buffer, row: number) => void }}
 *   Plan `spread`: standard deviation of its random numbers; `fill`: all are this number instead;
 *   `row` changes a row of q8_0 blocks afterwards.
 */

/**
 * Writes the file unless it is there already. The same size and seed give the same bytes.
 *
 * @param {object} options
 * @param {string} options.folder is made if it is missing
 * @param {number} [options.megabytes] about; 50 to 150 are sensible
 * @param {number} [options.seed]
 * @returns {Promise<{ file: string, bytes: number }>}
 */
export async function bigModel({ folder, megabytes = 75, seed = 1 }) {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `bench-${megabytes}mb-seed${seed}-${EDITION}.gguf`);
  const plans = tensorsOf(blocksFor(megabytes));
  const head = ggufHead(metadataOf(blocksFor(megabytes), seed), plans);
  const bytes = plans.reduce((sum, plan) => sum + paddedSize(plan), head.length);
  const there = await stat(file).catch(() => undefined);
  if (there?.size === bytes) return { file, bytes };

  // Under another name until it is whole: two benchmarks may start at once.
  const unfinished = `${file}.${process.pid}`;
  const out = await open(unfinished, 'w');
  try {
    await out.write(head);
    const random = seededBytes(seed);
    for (const plan of plans) await out.write(tensorBytes(plan, random));
  } finally {
    await out.close();
  }
  await rename(unfinished, file);
  return { file, bytes };
}

/** @param {number} megabytes */
function blocksFor(megabytes) {
  const size = /** @param {readonly Plan[]} plans */ plans =>
    plans.reduce((sum, plan) => sum + paddedSize(plan), 0);
  const none = size(tensorsOf(0));
  const one = size(tensorsOf(1)) - none;
  return Math.max(1, Math.round((megabytes * 1e6 - none) / one));
}

/** @param {number} blocks @param {number} seed */
function metadataOf(blocks, seed) {
  const { tokens, kinds, end } = wordVocabulary(VOCABULARY);
  return {
    'general.architecture': string('llama'),
    'general.name': string(`ChatZoo bench ${seed}`),
    'general.license': string('apache-2.0'),
    'general.file_type': u32(7), // mostly q8_0
    'llama.context_length': u32(CONTEXT),
    'llama.embedding_length': u32(WIDTH),
    'llama.block_count': u32(blocks),
    'llama.feed_forward_length': u32(FEED_FORWARD),
    'llama.attention.head_count': u32(HEADS),
    'llama.attention.head_count_kv': u32(KV_HEADS),
    'llama.attention.layer_norm_rms_epsilon': f32(1e-5),
    'llama.rope.dimension_count': u32(HEAD),
    'llama.vocab_size': u32(tokens.length),
    'tokenizer.ggml.model': string('llama'),
    'tokenizer.ggml.tokens': strings(tokens),
    'tokenizer.ggml.scores': floats(tokens.map((_, id) => -id)),
    'tokenizer.ggml.token_type': integers(kinds),
    'tokenizer.ggml.unknown_token_id': u32(0),
    'tokenizer.ggml.bos_token_id': u32(1),
    'tokenizer.ggml.eos_token_id': u32(end),
    'tokenizer.ggml.add_bos_token': bool(true),
    'tokenizer.ggml.add_space_prefix': bool(false),
    'tokenizer.chat_template': string(CHAT_TEMPLATE),
  };
}

/** @param {number} blocks @returns {Plan[]} */
function tensorsOf(blocks) {
  /** @param {string} name @param {number} inputs @param {number} outputs @param {number} spread @returns {Plan} */
  const matrix = (name, inputs, outputs, spread) => ({
    name,
    shape: [inputs, outputs],
    type: 'q8_0',
    spread,
  });
  /** @param {string} name @returns {Plan} */
  const norm = name => ({ name, shape: [WIDTH], type: 'f32', fill: 1 });
  // So scaled, a vector of ordinary size comes out in ordinary size.
  const keeps = 1 / Math.sqrt(WIDTH);
  // The first number of every token is the same and no block changes it: a sign that the output can
  // lean on, whatever was said.
  /** @param {Buffer} row */
  const sign = row => row.writeInt8(127, 2);
  /** @param {Buffer} bytes @param {number} row */
  const silentFirst = (bytes, row) => {
    if (row === 0) bytes.fill(0);
  };
  const { spoken } = wordVocabulary(VOCABULARY);
  /** @param {Buffer} bytes @param {number} row */
  const hush = (bytes, row) => {
    if (spoken[row] === SPOKEN.yes) return;
    // Nothing but "the sign makes it unlikely": half a bit a step, 127 steps.
    bytes.fill(0);
    bytes.writeUInt16LE(HALF_OF_ONE, 0);
    bytes.writeInt8(-127, 2);
  };
  const list = [
    { ...matrix('token_embd.weight', WIDTH, VOCABULARY, 1), row: sign },
    norm('output_norm.weight'),
    { ...matrix('output.weight', WIDTH, VOCABULARY, 2.5 * keeps), row: hush },
  ];
  for (let block = 0; block < blocks; block++) {
    /** @param {string} name */
    const own = name => `blk.${block}.${name}.weight`;
    list.push(
      norm(own('attn_norm')),
      matrix(own('attn_q'), WIDTH, WIDTH, keeps),
      matrix(own('attn_k'), WIDTH, KV_HEADS * HEAD, keeps),
      matrix(own('attn_v'), WIDTH, KV_HEADS * HEAD, keeps),
      { ...matrix(own('attn_output'), WIDTH, WIDTH, keeps / 2), row: silentFirst },
      norm(own('ffn_norm')),
      matrix(own('ffn_gate'), WIDTH, FEED_FORWARD, keeps),
      matrix(own('ffn_up'), WIDTH, FEED_FORWARD, keeps),
      {
        ...matrix(own('ffn_down'), FEED_FORWARD, WIDTH, 1 / Math.sqrt(FEED_FORWARD) / 2),
        row: silentFirst,
      },
    );
  }
  return list;
}

/** The half-precision number 0.5. */
const HALF_OF_ONE = 0x3800;

/** @param {Plan} plan */
function paddedSize({ shape, type }) {
  const count = shape.reduce((product, length) => product * length, 1);
  const bytes = type === 'q8_0' ? (count / BLOCK) * BLOCK_BYTES : count * 4;
  return Math.ceil(bytes / PADDING) * PADDING;
}

/** @param {Plan} plan @param {(target: Buffer) => void} random */
function tensorBytes(plan, random) {
  const bytes = Buffer.alloc(paddedSize(plan));
  const [inputs = 0, outputs = 1] = plan.shape;
  if (plan.fill !== undefined) {
    for (let i = 0; i < inputs; i++) bytes.writeFloatLE(plan.fill, i * 4);
    return bytes;
  }
  random(bytes);
  const scale = halfBits((plan.spread ?? 1) / SPREAD);
  const rowBytes = (inputs / BLOCK) * BLOCK_BYTES;
  for (let row = 0; row < outputs; row++) {
    const own = bytes.subarray(row * rowBytes, (row + 1) * rowBytes);
    for (let at = 0; at < rowBytes; at += BLOCK_BYTES) own.writeUInt16LE(scale, at);
    plan.row?.(own, row);
  }
  return bytes;
}

/** @param {number} value positive, below 2 and above 2^-14 */
function halfBits(value) {
  const exponent = Math.floor(Math.log2(value));
  return Math.round((value / 2 ** exponent - 1) * 1024) + (exponent + 15) * 1024;
}

/**
 * Fills with random bytes, 70 million in half a second (xorshift32).
 *
 * @see Marsaglia 2003, "Xorshift RNGs"
 * @param {number} seed
 * @returns {(target: Buffer) => void}
 */
function seededBytes(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return target => {
    const words = new Int32Array(target.length >> 2);
    for (let i = 0; i < words.length; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      words[i] = state;
    }
    const bytes = new Int8Array(words.buffer);
    // -128 has no partner on the other side and would pull the mean down.
    for (let i = 0; i < bytes.length; i++) if (bytes[i] === -128) bytes[i] = 0;
    target.set(new Uint8Array(words.buffer));
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = '.', megabytes = '75', seed = '1'] = process.argv.slice(2);
  const { file, bytes } = await bigModel({
    folder,
    megabytes: Number(megabytes),
    seed: Number(seed),
  });
  console.log(`${file}: ${(bytes / 1e6).toFixed(1)} MB`);
}
