import { BotError, type MemoryNeed } from '../../../bots/bot.ts';

/** What is left for everything else: half a gigabyte, or a tenth of what could be had. */
const RESERVE_BYTES = 500e6;
const RESERVE_PART = 0.1;

/** What the machine says of its memory, in bytes. */
export interface MachineMemory {
  /** What programs can still take, or what is left of this program's limit. */
  readonly available: number;
  /** Whether files that are mapped into memory count as available all the same, as on Linux. */
  readonly countsMapped: boolean;
}

/** What these models take together: each its own part, and each file's weights once; nothing on a GPU. */
export function totalOf(needs: Iterable<MemoryNeed>): number {
  const weights = new Map<string, number>();
  let own = 0;
  for (const need of onMachine(needs)) {
    own += need.own;
    weights.set(need.file, Math.max(need.weights, weights.get(need.file) ?? 0));
  }
  return own + sum(weights.values());
}

/**
 * What all local models together may take now.
 *
 * @param limit the user's, which rules; undefined: what the machine has free.
 * @param loaded what has been loaded: taken from what is available, and ours to use.
 */
export function budgetOf(
  limit: number | undefined,
  machine: MachineMemory,
  loaded: Iterable<MemoryNeed>,
): number {
  if (limit !== undefined) return limit;
  const needs = [...loaded];
  const held = machine.countsMapped ? sum(onMachine(needs).map(need => need.own)) : totalOf(needs);
  const most = machine.available + held;
  return Math.max(0, most - Math.max(RESERVE_BYTES, most * RESERVE_PART));
}

/** Why a model cannot be loaded at all; it names no model, as a blind session shows it. */
export function doesNotFit(need: MemoryNeed, budget: number): BotError {
  const numbers = `The model needs ${gigabytes(totalOf([need]))}, and ${gigabytes(budget)} of memory can be used.`;
  return new BotError(
    'doesNotFit',
    `${numbers} Take a smaller quantisation or set a smaller contextSize.`,
  );
}

/** Why a model is not waited for: a network drive that is gone leaves whoever reads it without an answer. */
export function doesNotAnswer(): BotError {
  return new BotError('modelMissing', 'The model could not be read: the drive does not answer.');
}

/** As 8.1 GB; two numbers that differ should not read alike, so small ones are in megabytes. */
function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

function onMachine(needs: Iterable<MemoryNeed>): MemoryNeed[] {
  return [...needs].filter(need => need.onGpu !== true);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
