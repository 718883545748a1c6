import type { Session, Turn, Vote } from '../model.ts';

/** Everything there is of one session. */
export interface SessionRecord {
  readonly session: Session;
  readonly turns: readonly Turn[];
  /** Oldest first, superseded ones included. */
  readonly votes: readonly Vote[];
}

/** One way to write a session to a file. */
export interface ExportFormat {
  readonly id: string;
  /** The format's own name, not translated. */
  readonly label: string;
  /** File name extension without the dot. */
  readonly extension: string;
  render(record: SessionRecord): string;
}
