import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** How long one piece is to take: a stop waits for it. */
const PIECE_MS = 120;
/** To begin with: on a slow machine, or with a large model, a token of a prompt may take 0.2 s. */
const FIRST = 16;
const LEAST = 8;

/**
 * How many tokens to evaluate at once, learnt from how long it took before; it changes with the
 * model, the threads and what else this machine computes.
 */
export class PieceSize {
  readonly #most: number;
  #size: number;

  constructor(most: number) {
    this.#most = Math.max(FIRST, most);
    this.#size = FIRST;
  }

  get size(): number {
    return this.#size;
  }

  /** A piece of this many tokens took so long. */
  took(tokens: number, ms: number): void {
    // A short piece tells little: most of its time is not the tokens'.
    if (tokens < LEAST / 2) return;
    const wanted = (tokens * PIECE_MS) / Math.max(ms, 1);
    // Slower at once, faster by and by: one lucky piece must not make the next one long.
    const size = Math.min(wanted, this.#size * 2, this.#most);
    this.#size = Math.max(LEAST, Math.floor(size / LEAST) * LEAST);
  }
}

interface Evaluation {
  readonly sequence: LlamaContextSequence;
  readonly prompt: readonly Token[];
  readonly pieces: PieceSize;
  readonly signal: AbortSignal;
  /** Hears how many of the prompt's tokens are evaluated. */
  readonly onProgress: (done: number) => void;
}

export interface Evaluated {
  /** How many of the prompt's tokens the sequence knew already. */
  readonly known: number;
  /** How many it knows now. */
  readonly done: number;
}

/**
 * Evaluates the prompt up to its last two or three tokens, keeping what the sequence has in common
 * with it.
 *
 * Every piece has two tokens at least: llama.cpp computes a single one with other kernels, whose
 * results differ in the last digits, and then the same seed would not always give the same text.
 *
 * @returns as far as it came: further than `prompt.length - 4`, unless the signal aborted.
 */
export async function evaluatePrompt(evaluation: Evaluation): Promise<Evaluated> {
  const { sequence, prompt, pieces, signal, onProgress } = evaluation;
  // Shifted remains of another conversation would make equal seeds differ.
  await sequence.adaptStateToTokens(prompt.slice(0, -2), false);
  const known = sequence.nextTokenIndex;
  let done = known;
  while (prompt.length - done > 3 && !signal.aborted) {
    const piece = prompt.slice(done, done + Math.min(pieces.size, prompt.length - done - 2));
    const began = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(piece);
    pieces.took(piece.length, performance.now() - began);
    done += piece.length;
    onProgress(done);
  }
  // Does something only where a prefix cannot be used again as it is: recurrent models, sliding windows.
  if (!signal.aborted && sequence.needsCheckpoints) await sequence.takeCheckpoint();
  return { known, done };
}
