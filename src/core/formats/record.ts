import type { Session, Turn, Vote } from '../model.ts';

/** Everything there is of one session: what exports write and imports read. */
export interface SessionRecord {
  readonly session: Session;
  /** In order of asking. */
  readonly turns: readonly Turn[];
  /** Oldest first, superseded ones included. */
  readonly votes: readonly Vote[];
}
