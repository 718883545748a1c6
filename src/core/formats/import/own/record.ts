import * as z from 'zod/mini';
import type { Session, TurnId, Vote } from '../../../model.ts';
import * as schemas from '../../../schemas.ts';
import { asObject } from '../foreign/check.ts';
import type { Found, ImportContext } from '../format.ts';
import { tellNotKept } from './notKept.ts';
import { pathOf, whatIsWrong, type Place } from './place.ts';
import { unsoundSession, unsoundVote } from './soundness.ts';
import { endedTurn, tidySession } from './tidy.ts';

const frame = z.object({
  session: schemas.session,
  turns: z.readonly(z.array(schemas.turn)),
  votes: z.array(z.unknown()),
});

/** What was not there before version 2 of the JSON export. */
const SESSION_DEFAULTS = { pinned: false, tags: [] };
const VOTE_DEFAULTS = { flags: [] };

/**
 * One session of our own JSON: `{ session, turns, votes }`. A session with a fault in it or in its
 * turns is refused as a whole, because a conversation with holes would mislead; a faulty vote is
 * refused alone.
 *
 * @param version of the JSON export; before 2 some fields were not there yet.
 * @param frameFields further fields that have a place beside the three.
 */
export function* readRecord(
  value: unknown,
  place: Place,
  context: ImportContext,
  { version, frameFields = [] }: { version: number; frameFields?: readonly string[] },
): Generator<Found> {
  const { t, onNotKept } = context;
  const input = version < 2 ? withDefaults(value) : value;
  const parsed = frame.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    yield { at: place(pathOf(issue?.path ?? [])), refused: whatIsWrong(issue, t) };
    return;
  }
  const { session, turns, votes } = parsed.data;
  const unsound = unsoundSession(session, turns, t);
  if (unsound) {
    yield { at: place(unsound.path), refused: unsound.why };
    return;
  }
  const turnIds = new Set(turns.map(({ id }) => id));
  const taken: Vote[] = [];
  const asRead: unknown[] = [];
  for (const [index, each] of votes.entries()) {
    const found = readVote(each, session, turnIds, t);
    if ('vote' in found) {
      taken.push(found.vote);
      asRead.push(each);
    } else yield { at: place(pathOf(['votes', index, ...found.path])), refused: found.refused };
  }
  tellNotKept(
    input,
    { session, turns, votes, ...Object.fromEntries(frameFields.map(field => [field, true])) },
    onNotKept,
  );
  tellNotKept(asRead, taken, onNotKept, 'votes');
  yield {
    at: place(''),
    record: {
      session: tidySession(session),
      turns: turns.map(endedTurn),
      votes: taken,
    },
  };
}

function readVote(
  value: unknown,
  session: Session,
  turnIds: ReadonlySet<TurnId>,
  t: ImportContext['t'],
): { readonly vote: Vote } | { readonly path: readonly PropertyKey[]; readonly refused: string } {
  const parsed = schemas.vote.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { path: issue?.path ?? [], refused: whatIsWrong(issue, t) };
  }
  const unsound = unsoundVote(parsed.data, session, turnIds, t);
  if (unsound) return { path: [unsound.path], refused: unsound.why };
  return { vote: parsed.data };
}

function withDefaults(value: unknown): unknown {
  const record = asObject(value);
  const session = asObject(record?.['session']);
  if (!record || !session) return value;
  const votes = record['votes'];
  return {
    ...record,
    session: { ...SESSION_DEFAULTS, ...session },
    votes: Array.isArray(votes)
      ? votes.map(vote =>
          asObject(vote) ? { ...VOTE_DEFAULTS, ...asObject(vote) } : (vote as unknown),
        )
      : votes,
  };
}
