import { Buffer } from 'node:buffer';
import type { HeaderReader } from './headerReader.ts';
import { cutOff, GgufProblem, shown } from './problem.ts';

/**
 * The format's numbers for the types of values.
 *
 * source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export const TYPE = {
  u8: 0,
  i8: 1,
  u16: 2,
  i16: 3,
  u32: 4,
  i32: 5,
  f32: 6,
  bool: 7,
  string: 8,
  array: 9,
  u64: 10,
  i64: 11,
  f64: 12,
} as const;

/** Bytes of one value, by its type; a string's and an array's are in the file. */
const BYTES: readonly (number | undefined)[] = [1, 1, 2, 2, 4, 4, 4, 1, undefined, undefined, 8, 8, 8]; // prettier-ignore

/** An array, most of which is not kept. */
export interface ArrayValue {
  readonly elementType: number;
  readonly count: number;
  /** What short arrays of numbers hold. */
  readonly numbers?: readonly number[];
  /** Of a vocabulary: how many of the 256 tokens `<0x00>` … `<0xFF>` there are. */
  readonly byteTokens?: number;
  /** Of a vocabulary: a token that comes twice. */
  readonly twice?: string | undefined;
}

interface MetaValue {
  readonly type: number;
  /** Longer strings than {@link LONGEST_TEXT} are cut to nothing, except the chat template. */
  readonly value: number | boolean | string | ArrayValue;
}

export type Metadata = ReadonlyMap<string, MetaValue>;

const VOCABULARY = 'tokenizer.ggml.tokens';
const CHAT_TEMPLATE = 'tokenizer.chat_template';

/** Models have some 30 to 60 of them. */
const MOST_ENTRIES = 65_536;
const LONGEST_KEY = 65_535;
/** A name, a licence; what is longer nobody asks for. */
const LONGEST_TEXT = 1024;
/** The longest ones in use have some 20,000 characters. */
const LONGEST_TEMPLATE = 4 * 1024 * 1024;
/** One number a layer is the longest array that matters, and llama.cpp allows 512 layers. */
const MOST_NUMBERS = 4096;
/** Key length, a key of one letter, type and a value of one byte. */
const LEAST_ENTRY_BYTES = 8 + 1 + 4 + 1;

/** @throws GgufProblem if it makes no sense */
export async function readMetadata(reader: HeaderReader, count: number): Promise<Metadata> {
  if (count > MOST_ENTRIES || count * LEAST_ENTRY_BYTES > reader.left) {
    throw new GgufProblem(`is damaged: it has no room for the ${count} entries that it claims`);
  }
  const metadata = new Map<string, MetaValue>();
  for (let entry = 0; entry < count; entry++) {
    const key = await readString(reader, LONGEST_KEY, 'a metadata key');
    if (key === '') throw new GgufProblem('is damaged: a metadata entry has no name');
    if (metadata.has(key)) throw new GgufProblem(`is damaged: it has ${shown(key)} twice`);
    await reader.fill(4);
    const type = reader.u32();
    metadata.set(key, { type, value: await readValue(reader, key, type) });
  }
  return metadata;
}

/** Unlike a value, a name cannot be skipped. */
export async function readString(
  reader: HeaderReader,
  longest: number,
  what: string,
): Promise<string> {
  const length = await readLength(reader);
  if (length > longest) {
    throw new GgufProblem(`is damaged: ${what} of ${length} bytes is impossible`);
  }
  await reader.fill(length);
  return reader.text(length);
}

async function readLength(reader: HeaderReader): Promise<number> {
  await reader.fill(8);
  const length = reader.u64();
  if (length <= reader.left) return length;
  if (length < 2 ** 40) throw cutOff();
  throw new GgufProblem(`is damaged: it claims a text of ${length} bytes`);
}

async function readValue(
  reader: HeaderReader,
  key: string,
  type: number,
): Promise<MetaValue['value']> {
  if (type === TYPE.array) return readArray(reader, key);
  if (type === TYPE.string) {
    const longest = key === CHAT_TEMPLATE ? LONGEST_TEMPLATE : LONGEST_TEXT;
    const length = await readLength(reader);
    if (length <= longest) {
      await reader.fill(length);
      return reader.text(length);
    }
    if (key === CHAT_TEMPLATE) throw new GgufProblem('has a chat template of more than 4 MB');
    reader.skip(length);
    return '';
  }
  await reader.fill(bytesOf(type, key));
  return readNumber(reader, type);
}

function bytesOf(type: number, key: string): number {
  const bytes = BYTES[type];
  if (bytes !== undefined) return bytes;
  throw new GgufProblem(`is damaged: ${shown(key)} has a type that does not exist (${type})`);
}

function readNumber(reader: HeaderReader, type: number): number | boolean {
  switch (type) {
    case TYPE.u8:
      return reader.u8();
    case TYPE.i8:
      return reader.i8();
    case TYPE.u16:
      return reader.u16();
    case TYPE.i16:
      return reader.i16();
    case TYPE.u32:
      return reader.u32();
    case TYPE.i32:
      return reader.i32();
    case TYPE.f32:
      return reader.f32();
    case TYPE.bool:
      return reader.u8() !== 0;
    case TYPE.u64:
      return reader.u64();
    case TYPE.i64:
      return reader.i64();
    default:
      return reader.f64();
  }
}

async function readArray(reader: HeaderReader, key: string): Promise<ArrayValue> {
  await reader.fill(12);
  const elementType = reader.u32();
  const count = reader.u64();
  if (elementType === TYPE.array) {
    throw new GgufProblem(`has an array of arrays in ${shown(key)}, which llama.cpp cannot read`);
  }
  const least = elementType === TYPE.string ? 8 : bytesOf(elementType, key);
  if (count * least > reader.left) {
    if (count < 2 ** 32) throw cutOff();
    throw new GgufProblem(`is damaged: ${shown(key)} claims ${count} values`);
  }
  if (elementType === TYPE.string) {
    if (key === VOCABULARY) return { elementType, count, ...(await readTokens(reader, count)) };
    for (let i = 0; i < count; i++) reader.skip(await readLengthFast(reader));
    return { elementType, count };
  }
  if (count > MOST_NUMBERS) {
    reader.skip(count * least);
    return { elementType, count };
  }
  await reader.fill(count * least);
  const numbers = Array.from({ length: count }, () => Number(readNumber(reader, elementType)));
  return { elementType, count, numbers };
}

/** Tokens are small and many: waiting once a chunk instead of once a token halves the time. */
function readLengthFast(reader: HeaderReader): number | Promise<number> {
  if (!reader.has(8)) return readLength(reader);
  const length = reader.u64();
  if (length > reader.left) throw cutOff();
  return length;
}

async function readTokens(
  reader: HeaderReader,
  count: number,
): Promise<Pick<ArrayValue, 'byteTokens' | 'twice'>> {
  const bytes = new Set<string>();
  const seen = new Set<string>();
  let twice: string | undefined;
  for (let i = 0; i < count; i++) {
    const next = readLengthFast(reader);
    const length = typeof next === 'number' ? next : await next;
    if (length > LONGEST_KEY) throw new GgufProblem(`is damaged: token ${i} has ${length} bytes`);
    if (!reader.has(length)) await reader.fill(length);
    const token = reader.latin(length);
    if (length === 6 && /^<0x[0-9A-F]{2}>$/.test(token)) bytes.add(token);
    // Empty ones get names from llama.cpp.
    if (token !== '' && seen.has(token)) twice ??= Buffer.from(token, 'latin1').toString('utf8');
    else seen.add(token);
  }
  return { byteTokens: bytes.size, twice };
}
