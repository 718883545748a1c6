import type { Hold } from './hold.ts';
import type { JournalRecord } from './journalFormat.ts';
import { Displaced } from './owner.ts';
import type { Statement } from './statement.ts';
import { StoreError } from './storeError.ts';
import { holds, writtenBy } from './writers.ts';
import type { Memory } from './writers.ts';

/** A transaction that somebody waits for. */
export interface Waiting {
  readonly statements: readonly Statement[];
  resolve(changes: number): void;
  reject(error: StoreError): void;
  /** It is in the journal, but it is not known whether that journal still counts. */
  uncertain?: { readonly seq: number; readonly changes: number } | undefined;
}

/** The files have to be opened again before anything is written; internal. */
export class AttachAgain extends Error {
  override readonly name = 'AttachAgain';
}

/**
 * Writes the transactions to the journal, then to memory, and tells those who wait.
 *
 * @returns the number of the last record.
 * @throws AttachAgain; whoever was not told then is `uncertain` or has changed nothing.
 * @throws StoreError, or what the disk said; then nothing has changed.
 */
export async function commit(
  { engine, seq }: Memory,
  hold: Hold,
  writer: string,
  batch: readonly Waiting[],
): Promise<number> {
  // An overtaken window's memory may be old, and must refuse nobody.
  await hold.owner.check().catch(again);
  const outcomes = engine.rehearse(batch.map(each => each.statements));
  const records: JournalRecord[] = [];
  const done: { readonly each: Waiting; readonly seq: number; readonly changes: number }[] = [];
  batch.forEach((each, index) => {
    const outcome = outcomes[index];
    if (outcome?.kind === 'fine') {
      const number = seq + records.length + 1;
      records.push({
        seq: number,
        statements: [...each.statements, writtenBy(writer, number)],
      });
      done.push({ each, seq: number, changes: outcome.changes });
    } else if (outcome) each.reject(outcome.error);
  });
  if (records.length === 0) return seq;
  await hold.journal.append(records);
  for (const { each, seq: number, changes } of done) each.uncertain = { seq: number, changes };
  try {
    await hold.check();
    engine.atomically(() => {
      for (const { statements } of records) for (const each of statements) engine.change(each);
    });
  } catch (error) {
    // The records are in some journal, and memory is without them.
    throw new AttachAgain('The files have to be read again', { cause: error });
  }
  for (const { each, changes } of done) each.resolve(changes);
  return seq + records.length;
}

/** Tells those whose record turned out to count. @returns the others. */
export function settle(
  { engine }: Memory,
  writer: string,
  batch: readonly Waiting[],
): readonly Waiting[] {
  return batch.filter(each => {
    const { uncertain } = each;
    each.uncertain = undefined;
    if (!uncertain || !holds(engine, writer, uncertain.seq)) return true;
    each.resolve(uncertain.changes);
    return false;
  });
}

function again(error: unknown): never {
  if (error instanceof Displaced || (error instanceof StoreError && error.code === 'lost'))
    throw new AttachAgain('The files are not ours any more', { cause: error });
  throw error;
}
