import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { ModelHeader } from './modelHeader.ts';

/** What llama.cpp's own code for a processor makes use of. */
export type Processor = 'amx' | 'avx2' | 'arm';

/**
 * Kinds of weights that llama.cpp lays out anew for a processor, as a copy that each process has for
 * itself; the others are used where they lie in the file, once for all processes.
 *
 * source: https://github.com/ggml-org/llama.cpp/blob/master/ggml/src/ggml-cpu/repack.cpp
 * source: https://github.com/ggml-org/llama.cpp/blob/master/ggml/src/ggml-cpu/amx/amx.cpp
 */
const COPIED: Readonly<Record<Processor, readonly string[]>> = {
  amx: ['Q4_0', 'Q4_1', 'Q8_0', 'Q2_K', 'Q4_K', 'Q5_K', 'Q6_K', 'IQ4_NL', 'IQ4_XS', 'MXFP4'],
  avx2: ['Q4_0', 'Q2_K', 'Q4_K', 'IQ4_NL', 'MXFP4'],
  arm: ['Q4_0', 'Q8_0', 'Q4_K', 'Q5_K', 'Q6_K', 'IQ4_NL', 'MXFP4'],
};
/** In AMX's layout a block of 34 bytes takes 38. */
const AMX_Q8_0 = 38 / 34;

/**
 * @returns bytes: `copied`, what a process has for itself; `mapped`, what processes of the same file
 *   share. A page of the file that was copied can be dropped by the system, so it is not counted.
 */
export function weightCopies(
  { weights, matrices, sharesEmbedding, quantisation }: ModelHeader,
  processor: Processor = thisProcessor(),
): { readonly copied: number; readonly mapped: number } {
  let copied = 0;
  let moved = 0;
  let all = 0;
  for (const [type, bytes] of Object.entries(matrices)) {
    all += bytes;
    if (!COPIED[processor].includes(type)) continue;
    copied += bytes * (processor === 'amx' && type === 'Q8_0' ? AMX_Q8_0 : 1);
    moved += bytes;
  }
  // What writes words is copied; what reads them stays in the file.
  if (sharesEmbedding && quantisation !== undefined && COPIED[processor].includes(quantisation)) {
    copied += weights - all;
  }
  return { copied: Math.round(copied), mapped: weights - moved };
}

let known: Processor | undefined;

function thisProcessor(): Processor {
  known ??= process.arch === 'arm64' ? 'arm' : flags().includes(' amx_int8') ? 'amx' : 'avx2';
  return known;
}

/** Only Linux tells; elsewhere AMX is rare. */
function flags(): string {
  try {
    return process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'utf8') : '';
  } catch {
    return '';
  }
}
