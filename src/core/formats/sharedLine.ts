import * as z from 'zod/mini';
import type { Session, Turn, Vote } from '../model.ts';
import { session, turn, vote } from '../schemas.ts';
import { jsonLine } from './export/pieces.ts';
import { tellNotKept } from './import/own/notKept.ts';

/** What one line of a shared folder holds. */
export type Shared =
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'vote'; readonly vote: Vote };

/** Raised when an older program would misread the lines. */
const VERSION = 1;
/** What git puts around lines that it could not join. */
const CONFLICT_MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/;

const shared = z.discriminatedUnion('kind', [
  z.object({ chatzoo: z.literal(VERSION), kind: z.literal('session'), session }),
  z.object({ chatzoo: z.literal(VERSION), kind: z.literal('turn'), turn }),
  z.object({ chatzoo: z.literal(VERSION), kind: z.literal('vote'), vote }),
]);

/** `{ "chatzoo": 1, "kind": "vote", "vote": { … } }`, the words as in core/model.ts. */
export function writeShared(what: Shared): string {
  return jsonLine({ chatzoo: VERSION, ...what });
}

/**
 * What the line holds, or in English why it cannot be read.
 *
 * @param onNotKept told of each field that is not known here, by its path: `vote.mood`.
 */
export function readShared(
  text: string,
  onNotKept: (field: string) => void,
): Shared | { readonly kind: 'broken'; readonly why: string } {
  if (CONFLICT_MARKER.test(text)) return { kind: 'broken', why: 'a conflict marker of git' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'broken', why: 'no JSON' };
  }
  const parsed = shared.safeParse(value);
  if (parsed.success) {
    tellNotKept(value, parsed.data, onNotKept);
    return parsed.data;
  }
  // The path only: what the line says belongs into no log.
  const place = parsed.error.issues[0]?.path.join('.') ?? '';
  return {
    kind: 'broken',
    why: place === '' ? 'not a line of ChatZoo' : `${place} is not as it should be`,
  };
}
