import type { Timestamp } from '../../model.ts';
import type { SessionRecord } from '../record.ts';

export const CONTENTS = ['full', 'prompts', 'votes'] as const;
/** What leaves the store: everything, all but the replies' texts, or neither prompts nor replies. */
export type Content = (typeof CONTENTS)[number];

/**
 * Why something is not in the file.
 *
 * - `tie`: all good, all bad, or neither better nor worse in a ranking: nothing is preferred.
 * - `sameText`: the same words on both sides: there is nothing to prefer.
 * - `noVote`: the session or turn has no vote that counts.
 * - `otherHistory`: the bots had seen different messages before this turn, or the beginning of a talk
 *   was not shown to one of them all along.
 * - `notPlain`: the format's plain strings cannot hold the messages before, or the system prompt.
 * - `moreThanTwoBots`: the format knows two sides.
 * - `noText`: a reply without text, or one that failed.
 */
export type LeftOut =
  'tie' | 'sameText' | 'noVote' | 'otherHistory' | 'notPlain' | 'moreThanTwoBots' | 'noText';

export interface ExportContext {
  readonly content: Content;
  readonly exportedAt: Timestamp;
  /** How many sessions are asked for; fewer come if some were deleted meanwhile. */
  readonly sessions?: number;
  /** Told once for each thing that the format cannot hold. */
  readonly onLeftOut: (reason: LeftOut) => void;
}

/** One way to write sessions to a file. The records it gets are redacted already (redact.ts). */
export interface ExportFormat {
  readonly id: string;
  /** The format's own name, not translated. */
  readonly label: string;
  /** File name extension without the dot. */
  readonly extension: string;
  /** What it can be asked for; the first is the default. */
  readonly contents: readonly Content[];
  /** Gives the file piece by piece, never all at once: there may be more sessions than memory. */
  render(records: AsyncIterable<SessionRecord>, context: ExportContext): AsyncIterable<string>;
}
