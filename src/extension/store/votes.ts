import type { SessionId, TurnId, Verdict, Vote, VoteId } from '../../core/model.ts';
import type { VoteStore } from '../app/ports.ts';
import { botsByOwner, insertBots } from './botRows.ts';
import { numberIn, oneOf, textIn, textOrNone } from './columns.ts';
import type { Database } from './database.ts';
import { statement } from './statement.ts';
import type { Row, SqlValue } from './statement.ts';

const VERDICTS = ['best', 'allGood', 'allBad'] as const satisfies readonly Verdict['kind'][];

export function createVoteStore(database: Database): VoteStore {
  const readAll = (which: string, ...params: SqlValue[]): Promise<readonly Vote[]> =>
    database.read(all => {
      const from = 'FROM votes JOIN sessions ON sessions.id = votes.session_id';
      const shown = botsByOwner(
        all(
          `SELECT vote_id AS owner_id, shown_bots.* ${from} JOIN shown_bots ON vote_id = votes.id
            WHERE ${which} ORDER BY vote_id, place`,
          params,
        ),
      );
      return all(`SELECT votes.* ${from} WHERE ${which} ORDER BY cast_at, votes.rowid`, params).map(
        row => voteOf(row, shown.get(textIn(row, 'id')) ?? []),
      );
    });

  return {
    async add(vote, closes) {
      const { id, sessionId, turnId, castAt, voter, verdict, shown, blind, supersedes } = vote;
      await database.write(
        statement(
          `INSERT INTO votes (id, session_id, turn_id, cast_at, voter_kind, voter_name, verdict, winner,
            blind, supersedes, comment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            id,
            sessionId,
            turnId ?? null,
            castAt,
            voter.kind,
            voter.name,
            verdict.kind,
            verdict.kind === 'best' ? verdict.winner : null,
            Number(blind),
            supersedes ?? null,
            vote.comment,
          ],
        ),
        ...insertBots('shown_bots', id, shown),
        statement('UPDATE sessions SET updated_at = max(updated_at, ?) WHERE id = ?', [
          castAt,
          sessionId,
        ]),
        ...(closes
          ? [statement('UPDATE sessions SET annotated_at = ? WHERE id = ?', [castAt, sessionId])]
          : []),
      );
    },
    ofSession: id => readAll('sessions.id = ?', id),
    ofArena: () => readAll("sessions.mode = 'arena'"),
  };
}

function voteOf(row: Row, shown: Vote['shown']): Vote {
  return {
    id: textIn(row, 'id') as VoteId,
    sessionId: textIn(row, 'session_id') as SessionId,
    turnId: textOrNone(row, 'turn_id') as TurnId | undefined,
    castAt: numberIn(row, 'cast_at'),
    voter: { kind: oneOf(row, 'voter_kind', ['human']), name: textIn(row, 'voter_name') },
    verdict: verdictOf(row),
    shown,
    blind: numberIn(row, 'blind') !== 0,
    supersedes: textOrNone(row, 'supersedes') as VoteId | undefined,
    comment: textIn(row, 'comment'),
  };
}

function verdictOf(row: Row): Verdict {
  const kind = oneOf(row, 'verdict', VERDICTS);
  return kind === 'best' ? { kind, winner: textIn(row, 'winner') } : { kind };
}
