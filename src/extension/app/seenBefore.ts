import type { SessionRecord } from '../../core/formats/record.ts';
import type { SessionId, VoteId } from '../../core/model.ts';
import type { MergeOutcome } from './ports.ts';

/**
 * Corrects what comparing with the store says during a dry run, where nothing of the file is stored:
 * what an earlier batch would have added is there already. Only ids and counts are remembered, for a
 * file can be larger than the memory; so what differs between two copies of a session is told only if
 * they are in one batch.
 */
export function createSeenBefore(): {
  /** The outcomes of one batch, in its order. */
  correct(
    records: readonly SessionRecord[],
    outcomes: readonly MergeOutcome[],
  ): readonly MergeOutcome[];
} {
  /** How many turns each session then has. */
  const turnsOf = new Map<SessionId, number>();
  const votes = new Set<VoteId>();

  const correctOne = (record: SessionRecord, outcome: MergeOutcome): MergeOutcome => {
    const turns = turnsOf.get(outcome.id);
    if (turns === undefined || outcome.kind === 'known') return outcome;
    const turnsAdded = Math.min(outcome.turnsAdded, Math.max(0, record.turns.length - turns));
    const isNew = record.votes.filter(({ id }) => !votes.has(id)).length;
    const votesAdded = Math.min(outcome.votesAdded, isNew);
    const kind = turnsAdded + votesAdded > 0 ? 'extended' : 'known';
    return { ...outcome, kind, turnsAdded, votesAdded };
  };

  return {
    correct(records, outcomes) {
      const corrected = outcomes.map((outcome, index) => {
        const record = records[index];
        return record ? correctOne(record, outcome) : outcome;
      });
      // Within a batch the store itself has compared each record with those before it.
      for (const { session, ...record } of records) {
        const turns = Math.max(turnsOf.get(session.id) ?? 0, record.turns.length);
        turnsOf.set(session.id, turns);
        for (const { id } of record.votes) votes.add(id);
      }
      return corrected;
    },
  };
}
