import type { Buffer } from 'node:buffer';
import { GgufProblem } from './problem.ts';

/** Enough to tell other kinds of files. */
export const HEAD_BYTES = 512;
/** Magic, version and the two counts. */
export const FIXED_BYTES = 24;
const VERSIONS: readonly number[] = [2, 3];

/**
 * @param head the file's first {@link HEAD_BYTES}
 * @returns the version of the format
 * @throws GgufProblem `notGguf`, with what it is instead
 */
export function ggufVersion(head: Buffer): number {
  if (head.length === 0) throw new GgufProblem('is empty: a download may have failed', 'notGguf');
  if (head.toString('latin1', 0, 4) !== 'GGUF') {
    throw new GgufProblem(`is no GGUF file: it looks like ${kind(head)}`, 'notGguf');
  }
  if (head.length < FIXED_BYTES) {
    throw new GgufProblem('ends within its header: a download may have been cut off', 'notGguf');
  }
  const version = head.readUInt32LE(4);
  if (VERSIONS.includes(version)) return version;
  throw new GgufProblem(
    VERSIONS.includes(head.readUInt32BE(4))
      ? 'is a big-endian GGUF file, which this machine cannot run'
      : `has GGUF version ${version}; this version of llama.cpp reads ${VERSIONS.join(' and ')}`,
    'notGguf',
  );
}

/** What people have in place of a model, by its first bytes. */
function kind(head: Buffer): string {
  const text = head.toString('latin1');
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) return 'a web page: save the file itself';
  if (text.startsWith('version https://git-lfs')) {
    return 'a Git LFS pointer: run "git lfs pull" to get the model';
  }
  if (text.startsWith('PK\x03\x04')) return 'a zip archive or a PyTorch file';
  if (text.startsWith('\x1f\x8b')) return 'a gzip archive: unpack it';
  if (text.slice(8, 9) === '{' && text.includes('"dtype"')) {
    return 'a safetensors file: convert it to GGUF';
  }
  if (/^(tjgg|fmgg|lmgg)/.test(text)) return 'an old GGML file: convert it to GGUF';
  if (/^[\s{[]*"/.test(text)) return 'JSON';
  if (/^\0+$/.test(text)) return 'zeros: a download may be unfinished';
  // eslint-disable-next-line no-control-regex -- telling text from binary is about those
  return /^[^\x00-\x08\x0e-\x1f]+$/.test(text) ? 'plain text' : 'some other binary file';
}
