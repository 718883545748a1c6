import type { DamageReason } from './notice.ts';
import type { Found } from './readFiles.ts';
import { addMissing } from './tables.ts';
import { includes, learnWriters } from './writers.ts';
import type { Memory } from './writers.ts';

/** What a window has in memory when it opens the files again. */
export interface Held {
  readonly memory: Memory;
  /** Another window uses the files as they are now; otherwise nobody does. */
  readonly overtaken: boolean;
}

interface Reconciled {
  readonly memory: Memory;
  /** `rewritten`: the files lacked what was in memory, so they are written again. */
  readonly outcome: 'read' | 'merged' | 'rewritten';
  /** Why the main file that is there is to be kept under another name. */
  readonly replaces: DamageReason | undefined;
}

/**
 * Decides between the files and the memory. The files win where they have all that was ever in
 * memory. Otherwise they were removed, damaged or replaced: then memory wins, unless another window
 * has gone on with them; then both count.
 */
export function reconcile(found: Found, mine: Held | undefined): Reconciled {
  const { mainDamage, isSound } = found;
  if (!mine || (isSound && includes(found.memory, mine.memory)))
    return { memory: found.memory, outcome: 'read', replaces: mainDamage };
  const isOlder = isSound && includes(mine.memory, found.memory);
  const isOther = isSound && found.memory.id !== mine.memory.id;
  if (isOlder || (!mine.overtaken && (isOther || !isSound))) {
    const replaces = mainDamage ?? (isOther ? 'replaced' : undefined);
    return { memory: mine.memory, outcome: 'rewritten', replaces };
  }
  const { engine, id } = found.memory;
  addMissing(mine.memory.engine, engine);
  learnWriters(mine.memory.engine, engine);
  const seq = Math.max(found.memory.seq, mine.memory.seq);
  return { memory: { engine, id, seq }, outcome: 'merged', replaces: mainDamage };
}
