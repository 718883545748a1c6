import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { promisify } from 'node:util';
import type { MachineMemory } from '../../app/planner/memory.ts';
import { cgroupCache } from './cgroupCache.ts';
import { vmStatBytes } from './vmStat.ts';

/** What the system tells; numbers in bytes. */
export interface MemoryReaders {
  readonly platform: NodeJS.Platform;
  readonly total: () => number;
  readonly free: () => number;
  /** What is left under the limit that this program runs under, or free. */
  readonly available: () => number;
  /** That limit; 0 or more than there is: none. */
  readonly limit: () => number;
  /** @throws Error if there is no such file. */
  readonly readText: (path: string) => string;
  /** What macOS's `vm_stat` prints. */
  readonly vmStat: () => Promise<string>;
  /** In milliseconds. */
  readonly now: () => number;
}

/** What this machine has left, to be asked at any time. */
interface MemoryGauge {
  readonly read: () => MachineMemory;
  /** Resolves once `read` tells what is so now; never rejects. */
  readonly refresh: () => Promise<void>;
}

/** How long a number of macOS is taken for the present one. */
const FRESH_MS = 2000;
const VM_STAT_TIMEOUT_MS = 3000;

/** Measures this machine, or the limit that this program runs under. */
export function machineMemory(readers: MemoryReaders = THIS_MACHINE): MemoryGauge {
  switch (readers.platform) {
    case 'darwin':
      return macMemory(readers);
    case 'linux':
      return { read: () => linuxMemory(readers), refresh: () => Promise.resolve() };
    default:
      return {
        read: () => ({
          available: Math.min(readers.free(), readers.available()),
          countsMapped: false,
        }),
        refresh: () => Promise.resolve(),
      };
  }
}

/**
 * Under a limit, what it has left counts what was read from files as used, although the system drops
 * that first; without one the system's own number already counts it as available.
 */
function linuxMemory({ total, free, available, limit, readText }: MemoryReaders): MachineMemory {
  const most = limit();
  const isLimited = most > 0 && most < total();
  const left = isLimited ? Math.min(most, available() + cgroupCache(readText)) : available();
  return { available: Math.min(free(), left), countsMapped: true };
}

/**
 * macOS calls free only what nothing lies in; what it would drop or write out at once is told by
 * `vm_stat` alone, which is asked in the background.
 */
function macMemory({ total, vmStat, now }: MemoryReaders): MemoryGauge {
  let available = total() / 2;
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;
  const refresh = (): Promise<void> => {
    if (now() - readAt < FRESH_MS) return Promise.resolve();
    reading ??= vmStat()
      .then(text => {
        available = Math.min(total(), vmStatBytes(text) ?? available);
      })
      .catch(() => undefined)
      .finally(() => {
        // Also after a failure: to ask at once again would help nobody.
        readAt = now();
        reading = undefined;
      });
    return reading;
  };
  void refresh();
  return {
    read: () => {
      void refresh();
      return { available, countsMapped: false };
    },
    refresh,
  };
}

const THIS_MACHINE: MemoryReaders = {
  platform: process.platform,
  total: totalmem,
  free: freemem,
  available: () => process.availableMemory(),
  limit: () => process.constrainedMemory(),
  readText: path => readFileSync(path, 'utf8'),
  vmStat: async () => {
    const options = { timeout: VM_STAT_TIMEOUT_MS };
    return (await promisify(execFile)('/usr/bin/vm_stat', options)).stdout;
  },
  now: () => performance.now(),
};
