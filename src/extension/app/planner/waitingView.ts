import type { Seat, SessionId } from '../../../core/model.ts';
import type { Progress } from '../../../protocol/arenaPage.ts';

/** Whose reply it is. */
export interface Who {
  readonly sessionId: SessionId;
  readonly seat: Seat;
}

export type Waiting = Extract<Progress, { kind: 'waiting' }>;

interface Asker {
  readonly order: number;
  readonly who: Who;
}

/**
 * What one who waits is shown of the plan: its own session's seats, and of others how many go before.
 *
 * @param groups what runs together, in order; the first is running.
 */
export function waitingView(
  { order, who }: Asker,
  why: Waiting['why'],
  groups: readonly (readonly Asker[])[],
): Waiting {
  const isOwn = (asker: Asker): boolean => asker.who.sessionId === who.sessionId;
  const plan = groups
    .map(group => group.filter(isOwn).map(asker => asker.who.seat))
    .filter(seats => seats.length > 0);
  const others = groups.flatMap((group, index) =>
    group.filter(asker => !isOwn(asker) && (index === 0 || asker.order < order)),
  );
  return { kind: 'waiting', why, plan, others: others.length };
}
