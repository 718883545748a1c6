import type { HeaderReader } from './headerReader.ts';
import { readString } from './metadata.ts';
import { GgufProblem, shown } from './problem.ts';

export interface TensorInfo {
  readonly name: string;
  /** Fastest dimension first. */
  readonly shape: readonly number[];
  readonly type: number;
  /** In bytes, from where the weights begin. */
  readonly offset: number;
  readonly bytes: number;
}

/** Numbers a block holds and the block's bytes, by the type's number. `-` are types that were given up. */
const TYPES: Readonly<Record<number, readonly [name: string, numbers: number, bytes: number]>> = {
  0: ['F32', 1, 4],
  1: ['F16', 1, 2],
  2: ['Q4_0', 32, 18],
  3: ['Q4_1', 32, 20],
  6: ['Q5_0', 32, 22],
  7: ['Q5_1', 32, 24],
  8: ['Q8_0', 32, 34],
  9: ['Q8_1', 32, 36],
  10: ['Q2_K', 256, 84],
  11: ['Q3_K', 256, 110],
  12: ['Q4_K', 256, 144],
  13: ['Q5_K', 256, 176],
  14: ['Q6_K', 256, 210],
  15: ['Q8_K', 256, 292],
  16: ['IQ2_XXS', 256, 66],
  17: ['IQ2_XS', 256, 74],
  18: ['IQ3_XXS', 256, 98],
  19: ['IQ1_S', 256, 50],
  20: ['IQ4_NL', 32, 18],
  21: ['IQ3_S', 256, 110],
  22: ['IQ2_S', 256, 82],
  23: ['IQ4_XS', 256, 136],
  24: ['I8', 1, 1],
  25: ['I16', 1, 2],
  26: ['I32', 1, 4],
  27: ['I64', 1, 8],
  28: ['F64', 1, 8],
  29: ['IQ1_M', 256, 56],
  30: ['BF16', 1, 2],
  34: ['TQ1_0', 256, 54],
  35: ['TQ2_0', 256, 66],
  39: ['MXFP4', 32, 17],
  40: ['NVFP4', 64, 36],
  41: ['Q1_0', 128, 18],
  42: ['Q2_0', 64, 18],
};

/** @returns undefined for a number that this version of llama.cpp does not know. */
export function tensorType(
  type: number,
): { readonly name: string; readonly numbers: number; readonly bytes: number } | undefined {
  const found = TYPES[type];
  return found && { name: found[0], numbers: found[1], bytes: found[2] };
}

/** The largest models have some 10,000. */
const MOST_TENSORS = 200_000;
/** Name length, a name of one letter, number of dimensions, one of them, type, offset. */
const LEAST_TENSOR_BYTES = 8 + 1 + 4 + 8 + 4 + 8;
/** llama.cpp's limit, which counts an end mark. */
const LONGEST_NAME = 63;
const MOST_DIMENSIONS = 4;

/**
 * The tensor directory.
 *
 * @param alignment bytes; each tensor begins at a multiple of it.
 * @throws GgufProblem if it makes no sense
 */
export async function readTensors(
  reader: HeaderReader,
  count: number,
  alignment: number,
): Promise<readonly TensorInfo[]> {
  if (count > MOST_TENSORS || count * LEAST_TENSOR_BYTES > reader.left) {
    throw new GgufProblem(`is damaged: it has no room for the ${count} tensors that it claims`);
  }
  const tensors = new Map<string, TensorInfo>();
  let expected = 0;
  for (let i = 0; i < count; i++) {
    const tensor = await readTensor(reader);
    const { name, offset, bytes } = tensor;
    if (tensors.has(name))
      throw new GgufProblem(`is damaged: it has the tensor ${shown(name)} twice`);
    if (offset !== expected) {
      throw new GgufProblem(`is damaged: the tensor ${shown(name)} does not begin where it should`);
    }
    tensors.set(name, tensor);
    expected = aligned(offset + bytes, alignment);
  }
  return [...tensors.values()];
}

export function aligned(position: number, alignment: number): number {
  return Math.ceil(position / alignment) * alignment;
}

async function readTensor(reader: HeaderReader): Promise<TensorInfo> {
  const name = await readString(reader, LONGEST_NAME, 'a tensor name');
  await reader.fill(4);
  const dimensions = reader.u32();
  if (dimensions === 0 || dimensions > MOST_DIMENSIONS) {
    throw new GgufProblem(`is damaged: the tensor ${shown(name)} has ${dimensions} dimensions`);
  }
  await reader.fill(dimensions * 8 + 4 + 8);
  const shape = Array.from({ length: dimensions }, () => reader.u64());
  const type = reader.u32();
  const offset = reader.u64();
  const found = tensorType(type);
  if (!found) {
    throw new GgufProblem(
      `has weights of a type (${type}) that this version of llama.cpp does not know`,
    );
  }
  const [row = 0] = shape;
  const numbers = shape.reduce((product, length) => product * length, 1);
  if (numbers < 1 || numbers > Number.MAX_SAFE_INTEGER || row % found.numbers !== 0) {
    throw new GgufProblem(
      `is damaged: the tensor ${shown(name)} of type ${found.name} cannot be ${shape.join(' × ')} large`,
    );
  }
  return { name, shape, type, offset, bytes: (numbers / found.numbers) * found.bytes };
}
