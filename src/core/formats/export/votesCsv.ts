import type { Vote } from '../../model.ts';
import { standing } from '../../ranking/battles.ts';
import type { SessionRecord } from '../record.ts';
import { BYTE_ORDER_MARK, csvRow } from './csv.ts';
import { judgedTurns, turnNumber } from './evidence.ts';
import type { ExportFormat } from './format.ts';

const COLUMNS = [
  'vote_id',
  'session_id',
  'session_title',
  'mode',
  'turn',
  'prompt',
  'cast_at',
  'voter',
  'blind',
  'verdict',
  'winner_seat',
  'winner_bot',
  'winner_model',
  'winner_fingerprint',
  'shown_seats',
  'shown_bots',
  'shown_models',
  'shown_fingerprints',
  'standing',
  'supersedes',
  'flags',
  'comment',
  'ranking',
] as const;

/**
 * A vote a row, superseded and flagged ones too: `standing` and `flags` tell. `turn` is 1 for the first
 * and empty for a vote on the session; `cast_at` is ISO 8601 in UTC; lists are JSON arrays. `ranking` is a
 * list of lists of seats, best first, with those that are tied in one list.
 */
export const votesCsv: ExportFormat = {
  id: 'votes-csv',
  label: 'CSV of votes',
  extension: 'csv',
  contents: ['prompts', 'votes'],
  async *render(records, { onLeftOut }) {
    yield BYTE_ORDER_MARK + csvRow(COLUMNS);
    for await (const record of records) {
      if (record.votes.length === 0 && record.turns.length > 0) onLeftOut('noVote');
      const stands = new Set(standing(record.votes));
      for (const vote of record.votes) yield csvRow(rowOf(record, vote, stands.has(vote)));
    }
  },
};

function rowOf(record: SessionRecord, vote: Vote, stands: boolean): Parameters<typeof csvRow>[0] {
  const { id, sessionId, castAt, voter, blind, verdict, shown, supersedes, flags, comment } = vote;
  const { session } = record;
  const winner =
    verdict.kind === 'best' ? shown.find(bot => bot.seat === verdict.winner) : undefined;
  const row: Record<(typeof COLUMNS)[number], string | number | boolean | undefined> = {
    vote_id: id,
    session_id: sessionId,
    session_title: session.title,
    mode: session.mode,
    turn: turnNumber(record, vote),
    // A vote on the session is found by its first question.
    prompt: judgedTurns(record, vote)[0]?.prompt,
    cast_at: new Date(castAt).toISOString(),
    voter: voter.name,
    blind,
    verdict: verdict.kind,
    winner_seat: verdict.kind === 'best' ? verdict.winner : undefined,
    winner_bot: winner?.name,
    winner_model: winner?.model,
    winner_fingerprint: winner?.fingerprint,
    shown_seats: JSON.stringify(shown.map(bot => bot.seat)),
    shown_bots: JSON.stringify(shown.map(bot => bot.name)),
    shown_models: JSON.stringify(shown.map(bot => bot.model)),
    shown_fingerprints: JSON.stringify(shown.map(bot => bot.fingerprint)),
    standing: stands,
    supersedes,
    flags: flags.join(' '),
    comment,
    ranking: verdict.kind === 'ranking' ? JSON.stringify(verdict.order) : undefined,
  };
  return COLUMNS.map(column => row[column]);
}
