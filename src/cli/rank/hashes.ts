import { createHash } from 'node:crypto';
import type { OrderedBattles } from '../../core/ranking/read/orderBattles.ts';

/** In hex, of the text's UTF-8. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * SHA-256 over the battles in their own order, in hex: the names as a JSON list, then the columns a, b
 * (16 bits each), outcome (8 bits) and, if any row says one, time (64 bits), little end first. Who judged is
 * left out: no rating depends on it.
 */
export function hashOfBattles({ names, battles, times }: OrderedBattles): string {
  const hash = createHash('sha256').update(JSON.stringify(names));
  for (const column of [battles.a, battles.b, battles.outcome]) hash.update(column);
  if (times) hash.update(times);
  return hash.digest('hex');
}
