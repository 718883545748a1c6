import { execFile } from 'node:child_process';
import { mkdir, symlink, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkModel } from '../../../../../src/bots/llama/gguf/checkModel.ts';
import { cacheBytes, memoryNeed, planContext } from '../../../../../src/bots/llama/gguf/memory.ts';
import type { ModelHeader } from '../../../../../src/bots/llama/gguf/modelHeader.ts';
import { bigModel } from '../../../../../scripts/bench/bigModel.mjs';
import { modelFile } from '../../../../support/ggufFiles.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
/** Kept from run to run: the big model takes seconds to write. */
const folder = path.join(here, '..', '..', '..', '..', '..', 'dist-test', 'models');

let small: string;
let big: string;
beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  small = path.join(folder, 'small.gguf');
  await writeFile(small, modelFile());
  ({ file: big } = await bigModel({ folder, megabytes: 75 }));
}, 60_000);

/** 8 billion parameters, as many models have them. */
const eight: ModelHeader = {
  version: 3,
  architecture: 'llama',
  name: undefined,
  quantisation: 'Q4_K',
  parameters: 8e9,
  trainContextSize: 131_072,
  blockCount: 32,
  embeddingLength: 4096,
  feedForwardLength: 14_336,
  heads: Array.from({ length: 32 }, () => 32),
  kvHeads: Array.from({ length: 32 }, () => 8),
  keyLength: 128,
  valueLength: 128,
  slidingWindow: undefined,
  experts: undefined,
  vocabSize: 128_256,
  chatTemplate: undefined,
  bosTokenId: 1,
  eosTokenId: 2,
  tensorCount: 291,
  weights: 4.9e9,
  matrices: { Q4_K: 3.6e9, Q6_K: 1.0e9 },
  sharesEmbedding: false,
  split: undefined,
  isEmbedding: false,
  isProjector: false,
  isAdapter: false,
  fileSize: 4.92e9,
};

describe('planContext', () => {
  it('takes what the settings say, or what the model was trained on, 4096 at most', () => {
    expect(planContext(eight, undefined).contextSize).toBe(4096);
    expect(planContext({ ...eight, trainContextSize: 2048 }, undefined).contextSize).toBe(2048);
    expect(planContext({ ...eight, trainContextSize: undefined }, undefined).contextSize).toBe(
      4096,
    );
    expect(planContext(eight, 200_000)).toEqual({ contextSize: 200_000, sequences: 1 });
  });

  it('keeps as many conversations as half a gigabyte holds', () => {
    // 32 blocks × 8 heads × 256 numbers × 2 bytes = 128 KiB a token.
    expect(cacheBytes(eight, 1024)).toBe(128 * 2 ** 20);
    expect([512, 1024, 1280, 2048, 4096].map(size => planContext(eight, size).sequences)).toEqual([
      4, 4, 3, 2, 1,
    ]);
    expect(planContext({ ...eight, kvHeads: [] }, undefined).sequences).toBe(4);
  });

  it('refuses no model for the conversations beside the first', () => {
    const sequences = (weights: number, size: number): number =>
      planContext({ ...eight, weights }, size).sequences;
    // 64 MiB for 512 tokens: a quarter of the weights is what counts, but 64 MB are always there.
    expect([0, 0.2e9, 0.3e9, 0.6e9, 0.9e9].map(weights => sequences(weights, 512))).toEqual([
      1, 1, 2, 3, 4,
    ]);
    expect([0, 0.2e9].map(weights => sequences(weights, 256))).toEqual([2, 2]);
    for (const weights of [0, 1e8, 1e9, 5e9, 1e11]) {
      for (const size of [256, 512, 1024, 2048, 4096, 32_768]) {
        const beside = (sequences(weights, size) - 1) * cacheBytes(eight, size);
        expect(beside).toBeLessThanOrEqual(Math.max(weights / 4, 64e6));
        expect(beside).toBeLessThanOrEqual(512e6);
      }
    }
  });

  it('knows which blocks of Gemma see a window only', () => {
    const gemma = { ...eight, architecture: 'gemma3', slidingWindow: 1024 };
    // Blocks 5, 11, 17, 23 and 29 see all 8192 tokens, the other 27 see 1024 and a batch.
    expect(cacheBytes(gemma, 8192)).toBe(4096 * (5 * 8192 + 27 * 1280));
    expect(cacheBytes({ ...gemma, architecture: 'new' }, 8192)).toBe(4096 * 32 * 8192);
  });
});

describe('memoryNeed', () => {
  it('counts once what processes of one file share, however it is reached', async () => {
    const link = path.join(folder, 'link.gguf');
    await unlink(link).catch(() => {});
    await symlink(small, link);
    const header = await checkModel(small, 'Polly');
    const plan = planContext(header, 512);
    const direct = memoryNeed(header, small, plan);
    expect(memoryNeed(header, link, plan)).toEqual(direct);
    expect(direct.weights).toBe(480_000);
  });

  it('counts weights that a processor lays out anew as each process’s own', () => {
    const plan = planContext(eight, 2048);
    const [amx, avx2, arm] = (['amx', 'avx2', 'arm'] as const).map(processor =>
      memoryNeed(eight, '/none', plan, processor),
    );
    expect([amx!.weights, avx2!.weights, arm!.weights].map(Math.round)).toEqual([
      0.3e9, 1.3e9, 0.3e9,
    ]);
    // Whatever is copied, one process takes the same in all.
    expect(amx!.weights + amx!.own).toBeCloseTo(avx2!.weights + avx2!.own, -3);
    expect(avx2!.own).toBeGreaterThan(3.6e9 + 256e6);
  });

  it('is more for a longer context and for more conversations', () => {
    const own = (contextSize: number, sequences: number): number =>
      memoryNeed(eight, '/none', { contextSize, sequences }).own;
    expect(own(4096, 1) - own(2048, 1)).toBeGreaterThan(256 * 2 ** 20);
    expect(own(2048, 2) - own(2048, 1)).toBe(256 * 2 ** 20);
  });
});

// Full contexts: what attention computes in grows with what it looks at.
// [model, tokens of context, conversations, tokens evaluated in each]
const MEASURED = [
  ['small', 512, 1, 500],
  ['small', 4096, 2, 4000],
  ['big', 512, 1, 500],
  ['big', 1024, 3, 1000],
  ['big', 2048, 1, 2000],
] as const;

describe.skipIf(process.platform !== 'linux')('against what a process really takes', () => {
  it.each(MEASURED)(
    '%s model, %i tokens × %i',
    async (which, contextSize, sequences, tokens) => {
      const file = which === 'small' ? small : big;
      const { stdout } = await promisify(execFile)(process.execPath, [
        path.join(here, 'measure.mjs'),
        ...[file, contextSize, sequences, tokens].map(String),
      ]);
      const real = JSON.parse(stdout) as {
        own: number;
        mapped: number;
        library: { weights: number; context: number };
      };
      const header = await checkModel(file, 'Polly');
      const { own, weights } = memoryNeed(header, file, { contextSize, sequences });
      expect(header.weights).toBe(real.library.weights);
      const figures = JSON.stringify({ own, weights, real });
      expect(own, figures).toBeGreaterThan(0.8 * real.own);
      expect(own, figures).toBeLessThan(1.35 * real.own);
    },
    60_000,
  );
});
