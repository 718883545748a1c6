import { Buffer } from 'node:buffer';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { FIXED_BYTES, ggufVersion, HEAD_BYTES } from './fileKind.ts';
import { HeaderReader } from './headerReader.ts';
import { readMetadata, TYPE, type Metadata } from './metadata.ts';
import type { Parsed } from './modelHeader.ts';
import { GgufProblem } from './problem.ts';
import { aligned, readTensors } from './tensors.ts';

/** Bytes; what the format takes unless the file says otherwise. */
const DEFAULT_ALIGNMENT = 32;

/**
 * Reads a GGUF file up to its weights; memory and time are bounded whatever it claims.
 *
 * @throws GgufProblem if it is no GGUF file or its header makes no sense
 * @throws the system's error if it cannot be read
 */
export async function readGguf(path: string): Promise<Parsed> {
  const fileSize = await sizeOf(path);
  const file = await open(path);
  try {
    return await parse(file, fileSize);
  } finally {
    await file.close();
  }
}

/** Opening a pipe or a device could wait for ever, so only files are opened. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path);
  if (found.isFile()) return found.size;
  throw new GgufProblem(`is ${found.isDirectory() ? 'a folder' : 'no regular file'}`, 'notGguf');
}

async function parse(file: FileHandle, fileSize: number): Promise<Parsed> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const head = buffer.subarray(0, bytesRead);
  const version = ggufVersion(head);
  const reader = new HeaderReader(file, fileSize);
  reader.skip(FIXED_BYTES - 16);
  await reader.fill(16);
  const tensorCount = reader.u64();
  const entries = reader.u64();
  const metadata = await readMetadata(reader, entries);
  const alignment = alignmentOf(metadata);
  const tensors = await readTensors(reader, tensorCount, alignment);
  const start = aligned(reader.position, alignment);
  const last = tensors.at(-1);
  const needed = last ? start + last.offset + last.bytes : reader.position;
  return { version, metadata, tensors, needed, fileSize };
}

function alignmentOf(metadata: Metadata): number {
  const entry = metadata.get('general.alignment');
  if (!entry) return DEFAULT_ALIGNMENT;
  const { type, value } = entry;
  const fits = typeof value === 'number' && value > 0 && value <= 2 ** 20;
  // llama.cpp takes no other type, and ends at one.
  if (fits && type === TYPE.u32 && Number.isInteger(Math.log2(value))) return value;
  throw new GgufProblem('is damaged: its weights are aligned in an impossible way');
}
