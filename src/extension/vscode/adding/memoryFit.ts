import type { MemoryNeed } from '../../../bots/bot.ts';
import { budgetOf, totalOf, type MachineMemory } from '../../app/planner/memory.ts';

/** What a model is held against. */
export interface MemoryView {
  readonly machine: MachineMemory;
  /** Bytes that this machine, or the limit of this program, has altogether. */
  readonly total: number;
  /** The user's own limit for all local models, in bytes. */
  readonly limit: number | undefined;
}

export interface MemoryFit {
  /** `notNow`: it would fit if other programs had less. */
  readonly kind: 'fits' | 'notNow' | 'tooLarge';
  /** Bytes. */
  readonly needed: number;
  /** Bytes that models may take now. */
  readonly usable: number;
}

/** Whether a model can be loaded into this machine's memory, without its GPU's. */
export function memoryFit(need: MemoryNeed, { machine, total, limit }: MemoryView): MemoryFit {
  const needed = totalOf([need]);
  const usable = budgetOf(limit, machine, []);
  const most = budgetOf(limit, { ...machine, available: Math.max(total, machine.available) }, []);
  const kind = needed <= usable ? 'fits' : needed <= most ? 'notNow' : 'tooLarge';
  return { kind, needed, usable };
}
