import { readFileSync } from 'node:fs';

export interface Memory {
  readonly rssMb: number;
  /** Shared pages counted by the part of each who shares them. */
  readonly pssMb: number;
  /** What nobody else has. */
  readonly privateMb: number;
}

/** What a process holds, from Linux's /proc; undefined elsewhere. */
export function memoryOf(pid: number): Memory | undefined {
  if (process.platform !== 'linux') return undefined;
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const mb = (...names: readonly string[]): number => {
    const kilobytes = names.map(name =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0),
    );
    return Math.round(kilobytes.reduce((sum, value) => sum + value, 0) / 1024);
  };
  return {
    rssMb: mb('Rss'),
    pssMb: mb('Pss'),
    privateMb: mb('Private_Clean', 'Private_Dirty'),
  };
}
