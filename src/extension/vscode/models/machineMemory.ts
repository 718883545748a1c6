import { freemem } from 'node:os';
import type { MachineMemory } from '../../app/planner/memory.ts';

/** What this machine, or the limit that this program runs under, has left. */
export function machineMemory(): MachineMemory {
  // In a container the limit counts, of which the system's own number knows nothing.
  const available = Math.min(freemem(), process.availableMemory());
  return { available, countsMapped: process.platform === 'linux' };
}
