import type { Reply, Seat, Session, Turn, TurnId, Vote } from '../../../model.ts';
import { orderFault } from '../../../order.ts';
import type { Translate } from '../../../text.ts';
import { MOST_SEATS } from '../foreign/draft.ts';

/** What does not fit together although each field by itself could be right. */
export interface Unsound {
  readonly path: string;
  readonly why: string;
}

/** What is wrong with a session and its turns; nothing of them can then be taken over. */
export function unsoundSession(
  session: Session,
  turns: readonly Turn[],
  t: Translate,
): Unsound | undefined {
  return first(
    () => unsoundSeats('session.seats', session.seats, t),
    () => twice('turns', turns, t),
    () => {
      const replies = turns.flatMap(turn => turn.replies);
      return twice('turns.replies', replies, t);
    },
    () => {
      for (const [index, turn] of turns.entries()) {
        const found =
          turn.index === index
            ? unsoundTurn(turn, session, t)
            : { path: 'index', why: t('Turns must be numbered from 0 without a gap.') };
        if (found) return { path: `turns[${index}].${found.path}`, why: found.why };
      }
      return undefined;
    },
  );
}

/** What is wrong with one turn of a session whose seats are sound. */
export function unsoundTurn(turn: Turn, session: Session, t: Translate): Unsound | undefined {
  const seats = new Set<Seat>();
  return first(
    () => mismatch('sessionId', turn.sessionId === session.id, t),
    () => unsoundCount('index', turn.index, t),
    () => {
      for (const [place, reply] of turn.replies.entries()) {
        const at = `replies[${place}]`;
        if (seats.has(reply.seat)) return takenSeat(`${at}.seat`, t);
        seats.add(reply.seat);
        const found = unsoundReply(at, reply, { turn, session }, t);
        if (found) return found;
      }
      return undefined;
    },
  );
}

/**
 * What is wrong with one vote of a session that is itself sound.
 *
 * @param turnIds of all turns of the session.
 */
export function unsoundVote(
  vote: Vote,
  session: Session,
  turnIds: ReadonlySet<TurnId>,
  t: Translate,
): Unsound | undefined {
  const { verdict, shown, turnId } = vote;
  return first(
    () => mismatch('sessionId', vote.sessionId === session.id, t),
    () =>
      turnId === undefined || turnIds.has(turnId)
        ? undefined
        : { path: 'turnId', why: t('There is no such turn in this session.') },
    () => unsoundSeats('shown', shown, t),
    () => {
      const stranger = shown.findIndex(({ seat }) => !hasSeat(session, seat));
      return stranger < 0 ? undefined : noSeat(`shown[${stranger}].seat`, t);
    },
    () =>
      verdict.kind !== 'best' || shown.some(({ seat }) => seat === verdict.winner)
        ? undefined
        : { path: 'verdict.winner', why: t('The winner is none of the bots that were shown.') },
    () => unsoundOrder(vote, t),
  );
}

function unsoundOrder({ verdict, shown }: Vote, t: Translate): Unsound | undefined {
  if (verdict.kind !== 'ranking') return undefined;
  const fault = orderFault(
    verdict.order,
    shown.map(({ seat }) => seat),
  );
  if (!fault) return undefined;
  const path = `verdict.order[${fault.place}]`;
  switch (fault.kind) {
    case 'empty':
      return { path, why: t('A place of a ranking has at least one bot.') };
    case 'unknown':
      return {
        path: `${path}[${fault.index}]`,
        why: t('It is none of the bots that were shown.'),
      };
    case 'twice':
      return { path: `${path}[${fault.index}]`, why: t('A ranking names each bot once.') };
  }
}

function unsoundReply(
  at: string,
  reply: Reply,
  { turn, session }: { readonly turn: Turn; readonly session: Session },
  t: Translate,
): Unsound | undefined {
  return first(
    () => mismatch(`${at}.turnId`, reply.turnId === turn.id, t),
    () => (hasSeat(session, reply.seat) ? undefined : noSeat(`${at}.seat`, t)),
    () => unsoundNumbers(at, reply, t),
  );
}

function unsoundNumbers(path: string, reply: Reply, t: Translate): Unsound | undefined {
  const { timings, tokens } = reply;
  const negative = Object.entries(timings ?? {}).find(([, value]) => Number(value) < 0);
  return first(
    () => unsoundCount(`${path}.attempt`, reply.attempt, t),
    () => unsoundCount(`${path}.leftOutTurns`, reply.leftOutTurns ?? 0, t),
    ...Object.entries(tokens ?? {}).map(
      ([name, value]) =>
        () =>
          unsoundCount(`${path}.tokens.${name}`, Number(value), t),
    ),
    () =>
      negative
        ? {
            path: `${path}.timings.${negative[0]}`,
            why: t('It must be a number that is not negative.'),
          }
        : undefined,
  );
}

/** The store's columns for counts take whole numbers only. */
function unsoundCount(path: string, value: number, t: Translate): Unsound | undefined {
  return Number.isSafeInteger(value) && value >= 0
    ? undefined
    : { path, why: t('It must be a whole number that is not negative.') };
}

function unsoundSeats(
  path: string,
  bots: readonly { readonly seat: Seat }[],
  t: Translate,
): Unsound | undefined {
  if (bots.length > MOST_SEATS)
    return { path, why: t('There are more than {0} bots in one session.', MOST_SEATS) };
  const seats = bots.map(({ seat }) => seat);
  const index = seats.findIndex((seat, place) => seats.indexOf(seat) < place);
  return index < 0 ? undefined : takenSeat(`${path}[${index}].seat`, t);
}

function hasSeat({ seats }: Session, seat: Seat): boolean {
  return seats.some(bot => bot.seat === seat);
}

function twice(
  path: string,
  parts: readonly { readonly id: string }[],
  t: Translate,
): Unsound | undefined {
  const ids = new Set<string>();
  for (const { id } of parts) {
    if (ids.has(id)) return { path, why: t('The id {0} is there twice.', id) };
    ids.add(id);
  }
  return undefined;
}

function mismatch(path: string, fits: boolean, t: Translate): Unsound | undefined {
  return fits ? undefined : { path, why: t('It is not the id of what it lies in.') };
}

function takenSeat(path: string, t: Translate): Unsound {
  return { path, why: t('Another one has this seat already.') };
}

function noSeat(path: string, t: Translate): Unsound {
  return { path, why: t('The session has no such seat.') };
}

function first(...checks: readonly (() => Unsound | undefined)[]): Unsound | undefined {
  for (const check of checks) {
    const found = check();
    if (found) return found;
  }
  return undefined;
}
