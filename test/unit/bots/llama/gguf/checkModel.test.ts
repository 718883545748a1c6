import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAdapter, checkModel } from '../../../../../src/bots/llama/gguf/checkModel.ts';
import {
  bool,
  f32,
  floats,
  integers,
  string,
  strings,
  u32,
} from '../../../../../scripts/demo/gguf.mjs';
import { demoParts } from '../../../../../scripts/demo/models.mjs';
import {
  embeddingFile,
  loraFile,
  modelFile,
  projectorFile,
  splitFiles,
  type FileOptions,
} from '../../../../support/ggufFiles.ts';
import { sharedData } from '../../../../support/sharedData.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'secret-place-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(content: string | Uint8Array, name = 'model.gguf'): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

const check = async (content: string | Uint8Array) => checkModel(await write(content), 'Polly');

const refusal = (code: string, message: RegExp) => ({
  name: 'BotError',
  code,
  message: expect.stringMatching(message) as string,
});

const bytes = (start: string, ...numbers: number[]) =>
  Buffer.concat([Buffer.from(start, 'latin1'), Buffer.from(numbers), Buffer.alloc(600, 1)]);

it('reads what the file says about itself', async () => {
  const { tensors, vocabulary } = demoParts('parrot');
  expect(await check(modelFile({ chatTemplate: '{{ messages }}' }))).toMatchObject({
    version: 3,
    architecture: 'llama',
    name: 'ChatZoo demo parrot',
    quantisation: 'F16',
    trainContextSize: 8192,
    blockCount: 1,
    embeddingLength: 192,
    heads: [1],
    kvHeads: [1],
    keyLength: 16,
    valueLength: 16,
    vocabSize: vocabulary.tokens.length,
    chatTemplate: '{{ messages }}',
    bosTokenId: vocabulary.id('<s>'),
    eosTokenId: vocabulary.id('<|im_end|>'),
    tensorCount: tensors.length,
    parameters: tensors.reduce((sum, { data }) => sum + data.length, 0),
    split: undefined,
    isEmbedding: false,
    isProjector: false,
    isAdapter: false,
    fileSize: modelFile({ chatTemplate: '{{ messages }}' }).length,
  });
  const { chatTemplate } = await check(modelFile({ chatTemplate: null }));
  expect(chatTemplate).toBeUndefined();
});

it('reads heads that differ from block to block', async () => {
  const { heads, kvHeads } = await check(
    modelFile({ metadata: { 'llama.attention.head_count_kv': integers([1]) } }),
  );
  expect([heads, kvHeads]).toEqual([[1], [1]]);
});

it.each([
  ['an empty file', '', /is empty/],
  ['a web page', '<!DOCTYPE html><html>', /web page/],
  ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\n', /git lfs pull/],
  ['a zip archive', bytes('PK\x03\x04'), /zip/],
  ['a gzip archive', bytes('\x1f\x8b'), /gzip/],
  ['safetensors', bytes('\x40\0\0\0\0\0\0\0{"a":{"dtype":"F16"}}'), /safetensors/],
  ['GGML', bytes('tjgg', 3, 0, 0, 0), /old GGML/],
  ['JSON', '{"error": "not found"}', /JSON/],
  ['an error message', 'Entry not found', /plain text/],
  ['zeros', new Uint8Array(1000), /unfinished/],
  ['noise', bytes('\x91\x02'), /some other binary/],
  ['a cut header', bytes('GGUF', 3, 0, 0, 0).subarray(0, 12), /cut off/],
  ['version 1', bytes('GGUF', 1, 0, 0, 0), /version 1/],
  ['the other byte order', bytes('GGUF', 0, 0, 0, 3), /big-endian/],
  ['a vocabulary', modelFile({ tensors: () => [] }), /no weights/],
  ['an embedding model', embeddingFile(), /embedding model.*cannot chat/],
  ['an embedding model that chats look like', modelFile({ metadata: { 'llama.pooling_type': u32(3) } }), /embedding model/], // prettier-ignore
  ['a projector', projectorFile(), /mmproj/],
  ['a LoRA adapter', loraFile('Squ'), /LoRA adapter.*under lora/],
])('refuses %s as another kind of file', async (_, content, message) => {
  await expect(check(content)).rejects.toMatchObject(refusal('notGguf', message));
});

const changed = (metadata: FileOptions['metadata'] = {}): Buffer => modelFile({ metadata });
const whole = modelFile();

/** A header of nothing but its counts and, after them, these numbers. */
function counts(tensors: bigint, entries: bigint, ...rest: readonly number[]): Buffer {
  const head = Buffer.alloc(24);
  head.write('GGUF');
  head.writeUInt32LE(3, 4);
  head.writeBigUInt64LE(tensors, 8);
  head.writeBigUInt64LE(entries, 16);
  return Buffer.concat([head, Buffer.from(rest), Buffer.alloc(64)]);
}

/** The file with the 8 bytes after the first `marker` (and `gap` more) replaced. */
function edited(marker: string, gap: number, value: bigint): Buffer {
  const file = Buffer.from(whole);
  file.writeBigUInt64LE(value, file.indexOf(marker) + marker.length + gap);
  return file;
}

/** The file with a norm of another type that takes as many bytes. */
function typed(name: string, type: number): Buffer {
  const file = Buffer.from(whole);
  file.writeUInt32LE(type, file.indexOf(name) + name.length + 4 + 8);
  return file;
}

// One edit each: the same damage as in data/hostile/gguf, on a file of our own.
describe('a damaged file is refused with its reason', () => {
  const { vocabulary } = demoParts('parrot');
  const token = vocabulary.tokens[400] ?? '';
  it.each([
    ['half of it', whole.subarray(0, whole.length / 2), /cut off: 0\.25 MB missing/],
    ['a cut header', whole.subarray(0, 4000), /is cut off/],
    ['a missing last byte', whole.subarray(0, -1), /cut off: 1 byte missing/],
    ['more tensors than bytes', counts(2n ** 63n - 1n, 0n), /no room for .* tensors/],
    ['more entries than bytes', counts(0n, 2n ** 64n - 1n), /no room for .* entries/],
    ['a text beyond the end', counts(0n, 1n, 0, 0, 0, 0, 1, 0, 0, 0), /is cut off/],
    ['an endless text', counts(0n, 1n, 255, 255, 255, 255, 255, 255, 255, 127), /text of/],
    ['an endless array', edited('tokenizer.ggml.tokens', 8, 2n ** 61n), /tokens claims/],
    ['an array of arrays', edited('tokenizer.ggml.tokens', 4, 9n), /array of arrays/],
    ['a type that does not exist', edited('general.name', 0, 77n), /type that does not exist \(77\)/],
    ['no blocks', changed({ 'llama.block_count': u32(0) }), /0 blocks/],
    ['600 blocks', changed({ 'llama.block_count': u32(600) }), /600 blocks/],
    ['blocks without weights', changed({ 'llama.block_count': u32(2) }), /2 blocks and has weights for 1/],
    ['no heads', changed({ 'llama.attention.head_count': u32(0) }), /without attention heads/],
    ['no key heads', changed({ 'llama.attention.head_count_kv': u32(0) }), /no heads for blk\.0\.attn_k/],
    ['heads that cannot share', changed({ 'llama.attention.head_count': u32(3), 'llama.attention.head_count_kv': u32(2) }), /cannot share 2/],
['a norm of whole numbers', typed('blk.0.attn_norm.weight', 26), /cannot be of type I32/],
    ['no width', modelFile({ without: ['llama.feed_forward_length'] }), /blocks that are 0 wide/],
    ['a norm that is none', changed({ 'llama.attention.layer_norm_rms_epsilon': f32(NaN) }), /norm that adds NaN/],
    ['no embedding', changed({ 'llama.embedding_length': u32(0) }), /embedding of 0/],
    ['a context of 4 billion', changed({ 'llama.context_length': u32(2 ** 32 - 1) }), /context of 4294967295/],
    ['positions beyond a head', changed({ 'llama.rope.dimension_count': u32(17) }), /17 of a head's 16/],
    ['an end token beyond the vocabulary', changed({ 'tokenizer.ggml.eos_token_id': u32(2 ** 31 - 1) }), /last token \(2147483647\)/],
    ['a first token beyond the vocabulary', changed({ 'tokenizer.ggml.bos_token_id': u32(9999) }), /first token \(9999\)/],
    ['too few scores', changed({ 'tokenizer.ggml.scores': floats([1, 2]) }), /2 of scores/],
    ['token types of another kind', changed({ 'tokenizer.ggml.token_type': floats(vocabulary.kinds) }), /of token_type/],
    ['a token twice', changed({ 'tokenizer.ggml.tokens': strings(vocabulary.tokens.with(401, token)) }), /token twice/],
    ['a missing byte token', changed({ 'tokenizer.ggml.tokens': strings(vocabulary.tokens.with(10, 'gone')) }), /255 of the 256/],
    ['a vocabulary that is too short', changed({ 'tokenizer.ggml.tokens': strings(vocabulary.tokens.slice(0, -1)), 'tokenizer.ggml.scores': floats(vocabulary.scores.slice(1)), 'tokenizer.ggml.token_type': integers(vocabulary.kinds.slice(1)) }), /weights know/],
    ['an impossible alignment', changed({ 'general.alignment': u32(33) }), /aligned/],
    ['an alignment that is a text', changed({ 'general.alignment': string('32') }), /aligned/],
    ['more experts used than there are', changed({ 'llama.expert_count': u32(2), 'llama.expert_used_count': u32(3) }), /3 of 2 experts/],
    ['no architecture', changed({ 'general.architecture': bool(true) }), /how the model is built/],
    ['heads of half a number', modelFile({ without: ['llama.attention.key_length'], metadata: { 'llama.attention.head_count': u32(7) } }), /192 numbers of a token cannot be shared by 7/],
    ['a tensor twice', modelFile({ tensors: ([first, ...rest]) => [first!, first!, ...rest] }), /tensor token_embd\.weight twice/],
  ])('%s', async (_, content, message) => {
    await expect(check(content)).rejects.toMatchObject(refusal('modelBroken', message));
  }); // prettier-ignore
});

it('takes values that are odd and harmless', async () => {
  await check(changed({ 'tokenizer.ggml.eos_token_id': u32(2 ** 32 - 1) }));
  await check(changed({ 'llama.pooling_type': u32(0) }));
  await check(changed({ 'general.description': string('x'.repeat(100_000)) }));
  await check(changed({ 'general.alignment': u32(32) }));
  await check(changed({ 'made.up': f32(NaN) }));
  const { tokens } = demoParts('parrot').vocabulary;
  const blank = tokens.with(400, '').with(401, '');
  await check(changed({ 'tokenizer.ggml.tokens': strings(blank) }));
  const guesses = { 'llama.block_count': u32(2), 'llama.nextn_predict_layers': u32(1) };
  await check(changed(guesses));
  await check(Buffer.concat([whole, Buffer.alloc(999)]));
});

it('says where there is no file, and of which bot in the cause alone', async () => {
  const missing = path.join(folder, 'missing', 'model.gguf');
  await expect(checkModel(missing, 'Polly')).rejects.toMatchObject({
    code: 'modelMissing',
    message: `The model file ${missing} is not there. Check modelPath of this bot in the setting chatzoo.bots.`,
    cause: expect.objectContaining({ message: `${missing} of Polly` }) as Error,
  });
  await expect(checkModel(folder, 'Polly')).rejects.toMatchObject(
    refusal('notGguf', /^The model file is a folder\./),
  );
});

describe('a model in several files', () => {
  async function writeParts(name: string, without: readonly number[] = []): Promise<string> {
    const parts = splitFiles(3);
    for (const [part, { name: own, content }] of parts.entries()) {
      if (!without.includes(part)) await write(content, own.replace('model', name));
    }
    return path.join(folder, parts[0]!.name.replace('model', name));
  }

  it('counts all of them', async () => {
    const header = await checkModel(await writeParts('complete'), 'Polly');
    const one = await check(whole);
    expect(header.split).toEqual({ no: 0, count: 3 });
    expect([header.weights, header.parameters]).toEqual([one.weights, one.parameters]);
    expect(header.fileSize).toBeGreaterThan(one.fileSize);
  });

  it('names the part that is missing, without its folder', async () => {
    const failed = checkModel(await writeParts('holed', [1]), 'Polly');
    await expect(failed).rejects.toMatchObject(
      refusal('modelBroken', /missing beside it: -00002-of-00003\.gguf \(ENOENT\)/),
    );
    await expect(failed).rejects.not.toMatchObject(refusal('modelBroken', /secret-place|holed/));
  });

  it('tells a part that is cut off', async () => {
    const first = await writeParts('short');
    const third = first.replace('00001-of', '00003-of');
    await writeFile(third, (await readFile(third)).subarray(0, -5));
    await expect(checkModel(first, 'Polly')).rejects.toMatchObject(
      refusal('modelBroken', /-00003-of-00003\.gguf, is cut off: 5 bytes missing/),
    );
  });

  it('refuses a part that is not the first, and a first one with another name', async () => {
    const first = await writeParts('named');
    const second = first.replace('00001-of', '00002-of');
    await expect(checkModel(second, 'Polly')).rejects.toMatchObject(
      refusal('notGguf', /part 2 of a model in 3 files: name the first.*-00001-of-00003\.gguf/),
    );
    await expect(check(await readFile(first))).rejects.toMatchObject(
      refusal('modelBroken', /name must end in -00001-of-00003\.gguf/),
    );
  });
});

describe('checkAdapter', () => {
  it('takes a LoRA and refuses everything else', async () => {
    const lora = loraFile('Squ');
    expect((await checkAdapter(await write(lora), 'Polly')).isAdapter).toBe(true);
    await expect(checkAdapter(await write(whole), 'Polly')).rejects.toMatchObject(
      refusal('notGguf', /^The LoRA file is no LoRA adapter.*Check lora of this bot/),
    );
    await expect(checkAdapter(await write(lora.subarray(0, -9)), 'P')).rejects.toMatchObject(
      refusal('modelBroken', /cut off/),
    );
    await expect(checkAdapter(path.join(folder, 'none'), 'P')).rejects.toMatchObject(
      refusal('modelMissing', /The LoRA file .*none is not there/),
    );
  });
});

const hostile = sharedData('hostile', 'gguf');
/** Whole files whose template is the trouble: those are for the engine to refuse. */
const TEMPLATES = /^template-/;
it.skipIf(hostile === undefined)('refuses every damaged file of the shared data', async () => {
  const files = await readdir(hostile!);
  expect(files).toHaveLength(27);
  for (const file of files) {
    const checked = checkModel(path.join(hostile!, file), 'Polly');
    if (TEMPLATES.test(file)) await checked;
    else await expect(checked, file).rejects.toMatchObject({ name: 'BotError' });
  }
});

it('reads a vocabulary of 250,000 tokens in a moment and keeps none of it', async () => {
  const tokens = [...demoParts('parrot').vocabulary.tokens];
  for (let i = tokens.length; i < 250_000; i++) tokens.push(`word${i}`);
  const file = await write(
    modelFile({
      metadata: {
        'tokenizer.ggml.tokens': strings(tokens),
        'tokenizer.ggml.merges': strings(tokens),
      },
      without: [],
      tensors: ([, ...rest]) => rest,
    }),
  );
  const begun = performance.now();
  // Its scores are too few, which is found after all of it was read.
  await expect(checkModel(file, 'Polly')).rejects.toMatchObject(refusal('modelBroken', /scores/));
  expect(performance.now() - begun).toBeLessThan(5000);
});
