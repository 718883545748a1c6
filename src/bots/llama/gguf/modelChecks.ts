import { TYPE } from './metadata.ts';
import { MOST_BLOCKS, Values, type ModelHeader, type Parsed } from './modelHeader.ts';
import { GgufProblem } from './problem.ts';
import { tensorType } from './tensors.ts';

/** llama4 was trained on 10 million; above this llama.cpp's own numbers overflow. */
const MOST_CONTEXT = 2 ** 30;
/** What a missing token is written as by some converters. */
const NO_TOKEN: readonly number[] = [-1, 0xffff_ffff];

/**
 * What can be told of a model without running it. Some of it ends llama.cpp's process instead of
 * being refused there, so it is looked at here; what it refuses itself, with a reason, is left to it.
 *
 * @throws GgufProblem for the first thing that is wrong
 */
export function checkHeader(header: ModelHeader, parsed: Parsed): void {
  checkPurpose(header);
  const values = new Values(parsed.metadata);
  checkSizes(header);
  checkHeads(header, values, parsed);
  checkAttention(header, parsed);
  checkWidth(header, parsed);
  checkTypes(parsed);
  checkBlocks(header, values, parsed);
  checkVocabulary(header, values, parsed);
}

function checkPurpose({ architecture, ...header }: ModelHeader): void {
  if (header.isAdapter) {
    throw new GgufProblem(
      'is a LoRA adapter, which changes a model: name the model here and this file under lora',
      'notGguf',
    );
  }
  if (header.isProjector) {
    throw new GgufProblem(
      'is a projector (mmproj), which lets a model see pictures: name the model itself',
      'notGguf',
    );
  }
  if (header.isEmbedding) {
    throw new GgufProblem(
      'is an embedding model, which turns text into numbers and cannot chat: choose a chat model',
      'notGguf',
    );
  }
  if (header.tensorCount === 0) {
    throw new GgufProblem('holds a vocabulary but no weights', 'notGguf');
  }
  if (architecture === '') throw damaged('it does not say how the model is built');
}

function checkSizes({ blockCount, embeddingLength, trainContextSize, experts }: ModelHeader): void {
  if (!isCount(blockCount, MOST_BLOCKS)) throw damaged(`a model of ${blockCount} blocks`);
  if (!isCount(embeddingLength, 2 ** 24)) {
    throw damaged(`an embedding of ${embeddingLength} numbers`);
  }
  if (trainContextSize !== undefined && !isCount(trainContextSize, MOST_CONTEXT)) {
    throw damaged(`a context of ${trainContextSize} tokens`);
  }
  if (experts && !(experts.count <= MOST_BLOCKS && isCount(experts.used, experts.count))) {
    throw damaged(`${experts.used} of ${experts.count} experts`);
  }
}

function checkHeads(header: ModelHeader, values: Values, { tensors }: Parsed): void {
  const { architecture, heads, kvHeads, embeddingLength, keyLength, valueLength } = header;
  // Models without attention, such as mamba, have no heads.
  const attends = tensors.some(({ name }) => /\.attn_(q|qkv)\.weight$/.test(name));
  if (!attends) return;
  if (heads.length === 0) throw damaged('it does not say how many attention heads it has');
  if (Math.max(...heads) < 1) throw damaged('a model without attention heads');
  for (const [block, count] of heads.entries()) {
    const kv = kvHeads[block] ?? count;
    if (!isCount(count, 65_536, 0) || !isCount(kv, 65_536, 0)) {
      throw damaged(`${count} attention heads with ${kv} for keys`);
    }
    if (kv > 0 && count % kv !== 0) {
      throw damaged(`${count} attention heads cannot share ${kv} for keys`);
    }
  }
  if (!Number.isInteger(keyLength) || !Number.isInteger(valueLength)) {
    throw damaged(
      `${embeddingLength} numbers of a token cannot be shared by ${Math.max(...heads)} heads`,
    );
  }
  if (!isCount(keyLength, 65_536) || !isCount(valueLength, 65_536)) {
    throw damaged(`attention heads of ${keyLength} and ${valueLength} numbers`);
  }
  checkEpsilons(architecture, values);
  const rope = values.number(`${architecture}.rope.dimension_count`) ?? 0;
  if (!isCount(rope, keyLength, 0) || rope % 2 !== 0) {
    throw damaged(`positions take ${rope} of a head's ${keyLength} numbers`);
  }
}

/** Added before a root is drawn. */
function checkEpsilons(architecture: string, values: Values): void {
  for (const norm of ['layer_norm_epsilon', 'layer_norm_rms_epsilon']) {
    const epsilon = values.number(`${architecture}.attention.${norm}`) ?? 0;
    if (!(epsilon >= 0 && epsilon < 1)) throw damaged(`a norm that adds ${epsilon}`);
  }
}

/** llama.cpp ends when it looks for a matrix without columns. */
function checkWidth({ feedForwardLength }: ModelHeader, { tensors }: Parsed): void {
  const feedsForward = tensors.some(({ name }) => /\.ffn_(up|down)\.weight$/.test(name));
  if (feedsForward && !isCount(feedForwardLength, 2 ** 24)) {
    throw damaged(`blocks that are ${feedForwardLength} wide`);
  }
}

/** Each block's weights must fit its heads; llama.cpp ends at heads without weights. */
function checkAttention({ heads, kvHeads }: ModelHeader, { tensors }: Parsed): void {
  for (const { name } of tensors) {
    const [, block, what] = /^blk\.(\d+)\.attn_(q|k|v)\.weight$/.exec(name) ?? [];
    const count = (what === 'q' ? heads : kvHeads)[Number(block)];
    if (block !== undefined && count === 0)
      throw damaged(`block ${block} has no heads for ${name}`);
  }
}

/** What llama.cpp ends at when it computes with it. */
const NO_WEIGHTS: readonly string[] = ['Q8_1', 'Q8_K', 'I8', 'I16', 'I32', 'I64', 'F64'];
const NORM_TYPES: readonly string[] = ['F32', 'F16', 'BF16'];

function checkTypes({ tensors }: Parsed): void {
  for (const { name, type } of tensors) {
    const kind = tensorType(type)?.name ?? '';
    const isNorm = /_norm\.weight$/.test(name);
    const isWeight =
      /^(token_embd|output|blk\.\d+\.(attn|ffn)_(q|k|v|qkv|output|gate|up|down))\.weight$/;
    if (isNorm ? !NORM_TYPES.includes(kind) : isWeight.test(name) && NO_WEIGHTS.includes(kind)) {
      throw damaged(`the tensor ${name} cannot be of type ${kind}`);
    }
  }
}

/** Tensors of a block are named `blk.7.attn_q.weight`. */
function checkBlocks(
  { architecture, blockCount }: ModelHeader,
  values: Values,
  { tensors }: Parsed,
): void {
  const found = new Set<number>();
  for (const { name } of tensors) {
    const block = /^blk\.(\d+)\./.exec(name)?.[1];
    if (block !== undefined) found.add(Number(block));
  }
  // Encoder-decoder models name theirs otherwise.
  if (found.size === 0 && /^t5|wavtokenizer/.test(architecture)) return;
  const most = Math.max(-1, ...found);
  // Blocks that only guess ahead are counted, and left out of some files.
  const spare = values.number(`${architecture}.nextn_predict_layers`) ?? 0;
  if (most >= blockCount || found.size < blockCount - spare) {
    throw damaged(`it claims ${blockCount} blocks and has weights for ${found.size}`);
  }
}

function checkVocabulary(header: ModelHeader, values: Values, { tensors }: Parsed): void {
  const { vocabSize, bosTokenId, eosTokenId } = header;
  const tokenizer = values.text('tokenizer.ggml.model');
  if (tokenizer === 'no_vocab') {
    throw new GgufProblem('has no vocabulary, so it cannot read or write text', 'notGguf');
  }
  const tokens = values.array('tokenizer.ggml.tokens');
  if (vocabSize === 0 || tokens?.elementType !== TYPE.string) throw damaged('it has no vocabulary');
  for (const [what, type] of [
    ['scores', TYPE.f32],
    ['token_type', TYPE.i32],
  ] as const) {
    const list = values.array(`tokenizer.ggml.${what}`);
    if (list && (list.count !== vocabSize || list.elementType !== type)) {
      throw damaged(`its vocabulary has ${vocabSize} tokens and ${list.count} of ${what}`);
    }
  }
  // llama.cpp looks tokens up by their text, and ends if two have the same.
  if (tokens.twice !== undefined) throw damaged('its vocabulary has a token twice');
  if (tokenizer === 'llama' && (tokens.byteTokens ?? 0) < 256) {
    throw damaged(`its vocabulary has ${tokens.byteTokens ?? 0} of the 256 byte tokens`);
  }
  const rows = tensors.find(({ name }) => name === 'token_embd.weight')?.shape[1];
  if (rows !== undefined && rows !== vocabSize) {
    throw damaged(`its vocabulary has ${vocabSize} tokens and its weights know ${rows}`);
  }
  for (const [name, id] of [
    ['first', bosTokenId],
    ['last', eosTokenId],
  ] as const) {
    if (id === undefined || NO_TOKEN.includes(id) || isCount(id, vocabSize - 1, 0)) continue;
    throw damaged(`its ${name} token (${id}) is not among its ${vocabSize} tokens`);
  }
}

const damaged = (what: string): GgufProblem => new GgufProblem(`is damaged: ${what}`);

function isCount(value: number, most: number, least = 1): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
