import { realpathSync } from 'node:fs';
import type { MemoryNeed } from '../../bot.ts';
import { CPU_BATCH } from '../cpuBatch.ts';
import { sum, type ModelHeader } from './modelHeader.ts';
import { weightCopies, type Processor } from './weightCopies.ts';

/** How much of a conversation a model may see, and how many conversations it keeps. */
export interface ContextPlan {
  /** Tokens of one conversation. */
  readonly contextSize: number;
  readonly sequences: number;
}

/** Tokens; what a bot gets unless it asks for more, since a context takes memory at once. */
const DEFAULT_CONTEXT = 4096;
const MOST_SEQUENCES = 4;
/** Bytes that all conversations together may fill; the first may fill more. */
const CACHE_BUDGET = 512 * 2 ** 20;
/** Those beyond the first may fill so much of what the model itself takes, or so many bytes. */
const CACHE_PART = 1 / 4;
const LEAST_CACHE = 64e6;

/** Both are kept as 16-bit numbers. */
const CACHE_BYTES = 2;
/** llama.cpp rounds a context up to so many tokens. */
const CACHE_STEP = 256;

/**
 * Every so-many-th block sees everything, the others a sliding window; for those models alone of
 * which it is known.
 *
 * source: https://github.com/ggml-org/llama.cpp/tree/master/src/models (`set_swa_pattern`)
 */
const WINDOW_PATTERNS: Readonly<Record<string, number>> = {
  gemma2: 2,
  gemma3: 6,
  cohere2: 4,
  'gpt-oss': 2,
};

/** Node with llama.cpp, an empty model loaded; measured 55 to 70 MB on Linux. */
const BASE = 64e6;
/** A token's text is kept by llama.cpp and by the library, with tables to find it; measured. */
const BYTES_PER_TOKEN = 700;
/**
 * Attention holds its scores and two more of their size while it computes, but not always all of
 * them at once; measured 2.1 to 3.
 */
const SCORES = 2.5;

/**
 * As many conversations as fit in half a gigabyte, one at least: going on with one that is still in
 * memory spares the model to read all of it again. They are few where they would take much beside
 * the model, so that hardly one is refused that would run with a single conversation.
 *
 * @param wanted `contextSize` of the settings; may be above what the model was trained on.
 */
export function planContext(header: ModelHeader, wanted: number | undefined): ContextPlan {
  const contextSize =
    wanted ?? Math.min(header.trainContextSize ?? DEFAULT_CONTEXT, DEFAULT_CONTEXT);
  const each = cacheBytes(header, contextSize);
  const beside = Math.max(LEAST_CACHE, header.weights * CACHE_PART);
  const fitting =
    each === 0 ? MOST_SEQUENCES : 1 + Math.floor(Math.min(CACHE_BUDGET - each, beside) / each);
  return { contextSize, sequences: Math.min(MOST_SEQUENCES, Math.max(1, fitting)) };
}

/**
 * Predicts what a model takes without a GPU. Within about a third of what is measured, rather above
 * than below: see the test.
 *
 * @param path of the file; the key under which its shared weights are counted once.
 * @param processor this machine's unless given.
 */
export function memoryNeed(
  header: ModelHeader,
  path: string,
  { contextSize, sequences }: ContextPlan,
  processor?: Processor,
): MemoryNeed {
  const { copied, mapped } = weightCopies(header, processor);
  const cache = cacheBytes(header, contextSize) * sequences;
  return {
    file: realPath(path),
    weights: mapped,
    own: Math.round(
      BASE +
        copied +
        cache +
        computeBytes(header, contextSize) +
        header.vocabSize * BYTES_PER_TOKEN,
    ),
  };
}

/** Keys and values of one conversation. */
export function cacheBytes(header: ModelHeader, contextSize: number): number {
  const { architecture, kvHeads, keyLength, valueLength, slidingWindow } = header;
  const all = stepped(contextSize);
  const pattern = WINDOW_PATTERNS[architecture];
  const windowed =
    slidingWindow !== undefined && slidingWindow > 0 && pattern !== undefined
      ? Math.min(all, stepped(slidingWindow + CPU_BATCH))
      : all;
  return sum(
    kvHeads.map((heads, block) => {
      const everything = pattern === undefined || block % pattern === pattern - 1;
      const tokens = everything ? all : windowed;
      return heads * (keyLength + valueLength) * CACHE_BYTES * tokens;
    }),
  );
}

/** What evaluating one batch takes; the larger of attention's and the rest's, plus the last row. */
function computeBytes(header: ModelHeader, contextSize: number): number {
  const { heads, embeddingLength, feedForwardLength, vocabSize } = header;
  const scores = Math.max(0, ...heads) * stepped(contextSize) * SCORES;
  const inner = 3 * feedForwardLength + 6 * embeddingLength;
  return (
    4 * (CPU_BATCH * Math.max(scores, inner) + CPU_BATCH * stepped(contextSize) + 4 * vocabSize)
  );
}

const stepped = (tokens: number): number => Math.ceil(tokens / CACHE_STEP) * CACHE_STEP;

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
