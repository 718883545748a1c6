import { setImmediate } from 'node:timers/promises';
import type { Engine } from './engine.ts';
import type { JournalRecord } from './journalFormat.ts';

export interface Replayed {
  /** Number of the last record that is in memory now. */
  readonly seq: number;
  /** Why it stopped before the end. */
  readonly problem?: 'gap' | 'corrupt';
}

/** Opening may take a while, but the editor goes on between so many records. */
const RECORDS_A_SLICE = 500;

/** Runs the records that are newer than `seq`; stops at the first that is missing or does not fit. */
export async function replay(
  engine: Engine,
  seq: number,
  records: readonly JournalRecord[],
): Promise<Replayed> {
  const newer = records.filter(record => record.seq > seq);
  let last = seq;
  for (let from = 0; from < newer.length; from += RECORDS_A_SLICE) {
    const slice = newer.slice(from, from + RECORDS_A_SLICE);
    for (const record of slice) {
      if (record.seq !== last + 1) return { seq: last, problem: 'gap' };
      try {
        engine.atomically(() => {
          for (const statement of record.statements) engine.change(statement);
        });
      } catch {
        // It fitted when it was written, so what it builds on is not what it was.
        return { seq: last, problem: 'corrupt' };
      }
      last = record.seq;
    }
    await setImmediate();
  }
  return { seq: last };
}

/**
 * Runs what fits, on a database that has lost some of what the records build on.
 *
 * @returns how many did not fit.
 */
export async function replayFitting(
  engine: Engine,
  records: readonly JournalRecord[],
): Promise<number> {
  let refused = 0;
  for (let from = 0; from < records.length; from += RECORDS_A_SLICE) {
    for (const { statements } of records.slice(from, from + RECORDS_A_SLICE)) {
      try {
        engine.atomically(() => {
          for (const each of statements) engine.change(each);
        });
      } catch {
        refused++;
      }
    }
    await setImmediate();
  }
  return refused;
}
