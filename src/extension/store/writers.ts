import type { Engine } from './engine.ts';
import type { Statement } from './statement.ts';

/** So many windows are remembered; those that were forgotten ended long ago. */
const REMEMBERED = 64;

/** What a database knows: which one it is, and up to where each window's changes are in it. */
export interface Memory {
  readonly engine: Engine;
  readonly id: string;
  /** Number of the last record in it. */
  readonly seq: number;
}

/** Part of every record: its number, under the name of the window that wrote it. */
export function writtenBy(writer: string, seq: number): Statement {
  // Short, because it is in every record.
  return { sql: 'REPLACE INTO writers VALUES (?, ?)', params: [writer, seq] };
}

export const FORGET_OLD_WRITERS: Statement = {
  sql: `DELETE FROM writers WHERE writer NOT IN
    (SELECT writer FROM writers ORDER BY seq DESC LIMIT ${REMEMBERED})`,
  params: [],
};

/** Whether this record of the window is in the database: others may have read it, or not. */
export function holds(engine: Engine, writer: string, seq: number): boolean {
  return (writersOf(engine).get(writer) ?? 0) >= seq;
}

/** Whether all that `part` knows was also written to `whole`, whatever became of it there. */
export function includes(whole: Memory, part: Memory): boolean {
  if (whole.id !== part.id || whole.seq < part.seq) return false;
  const known = writersOf(whole.engine);
  const forgotten = known.size < REMEMBERED ? 0 : Math.min(...known.values());
  return [...writersOf(part.engine)].every(
    ([writer, seq]) => (known.get(writer) ?? forgotten) >= seq,
  );
}

/** What `from` has of each window's changes is in `into` now. */
export function learnWriters(from: Engine, into: Engine): void {
  for (const [writer, seq] of writersOf(from))
    if (!holds(into, writer, seq)) into.change(writtenBy(writer, seq));
}

function writersOf(engine: Engine): ReadonlyMap<string, number> {
  const rows = engine.all('SELECT writer, seq FROM writers');
  return new Map(rows.map(({ writer, seq }) => [String(writer), Number(seq)]));
}
