import type { ImportFormat } from '../../core/formats/import/format.ts';
import type { SessionRecord } from '../../core/formats/record.ts';
import type { VoteFlag } from '../../core/model.ts';
import type { MergeOutcome } from './ports.ts';

/** What an import does, or would do. Lists are cut at their first entries; the counts are not. */
export interface ImportReport {
  readonly formatId: string;
  readonly label: string;
  /** By what happens to them; a session that is in the file twice counts twice. */
  readonly sessions: { readonly added: number; readonly extended: number; readonly known: number };
  readonly turnsAdded: number;
  readonly votesAdded: number;
  /** How many votes of the file carry each flag, known ones included. */
  readonly flagged: ReadonlyMap<VoteFlag, number>;
  readonly refusedCount: number;
  /** What is not taken over because it is wrong; the first 1000. */
  readonly refused: readonly { readonly at: string; readonly why: string }[];
  readonly conflictCount: number;
  /** What differs from what is stored, and stays as it is stored; the first 1000. */
  readonly conflicts: readonly { readonly at: string; readonly what: string }[];
  /** Field paths that have no place here, and how often they were there. */
  readonly notKept: ReadonlyMap<string, number>;
  /** Of the first 100 sessions that are added. */
  readonly titles: readonly string[];
  /** Whether it was stopped before its end; what was merged until then stays. */
  readonly stopped: boolean;
}

const MOST_LISTED = 1000;
const MOST_TITLES = 100;
/** A file with random names for fields must not fill the memory. */
const MOST_FIELDS = 1000;

/** Grows a report; it is finished by taking {@link report}. */
export function createTally(format: Pick<ImportFormat, 'id' | 'label'>): Tally {
  const sessions = { added: 0, extended: 0, known: 0 };
  const flagged = new Map<VoteFlag, number>();
  const refused: { at: string; why: string }[] = [];
  const conflicts: { at: string; what: string }[] = [];
  const notKept = new Map<string, number>();
  const titles: string[] = [];
  let [turnsAdded, votesAdded, refusedCount, conflictCount] = [0, 0, 0, 0];
  return {
    merged(at, { session, votes }, outcome) {
      sessions[outcome.kind]++;
      turnsAdded += outcome.turnsAdded;
      votesAdded += outcome.votesAdded;
      for (const flag of votes.flatMap(vote => vote.flags))
        flagged.set(flag, (flagged.get(flag) ?? 0) + 1);
      conflictCount += outcome.conflicts.length;
      for (const what of outcome.conflicts)
        if (conflicts.length < MOST_LISTED) conflicts.push({ at, what });
      if (outcome.kind === 'added' && titles.length < MOST_TITLES) titles.push(session.title);
    },
    refused(at, why) {
      refusedCount++;
      if (refused.length < MOST_LISTED) refused.push({ at, why });
    },
    notKept(field) {
      if (notKept.has(field) || notKept.size < MOST_FIELDS)
        notKept.set(field, (notKept.get(field) ?? 0) + 1);
    },
    report: stopped => ({
      formatId: format.id,
      label: format.label,
      sessions,
      turnsAdded,
      votesAdded,
      flagged,
      refusedCount,
      refused,
      conflictCount,
      conflicts,
      notKept,
      titles,
      stopped,
    }),
  };
}

export interface Tally {
  readonly merged: (at: string, record: SessionRecord, outcome: MergeOutcome) => void;
  readonly refused: (at: string, why: string) => void;
  readonly notKept: (field: string) => void;
  readonly report: (stopped: boolean) => ImportReport;
}
