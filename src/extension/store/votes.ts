import { VOTE_FLAGS } from '../../core/model.ts';
import type { SessionId, TurnId, Verdict, Vote, VoteId } from '../../core/model.ts';
import type { Order } from '../../core/order.ts';
import type { VoteStore } from '../app/ports.ts';
import { botsByOwner, insertBots } from './botRows.ts';
import { badRow, jsonIn, numberIn, oneOf, textIn, textOrNone, textsIn } from './columns.ts';
import type { Database, Query } from './database.ts';
import { statement } from './statement.ts';
import type { Row, SqlValue, Statement } from './statement.ts';

const VERDICTS = [
  'best',
  'allGood',
  'allBad',
  'ranking',
] as const satisfies readonly Verdict['kind'][];

export function createVoteStore(database: Database): VoteStore {
  return {
    async add(vote, closes) {
      const { sessionId, castAt } = vote;
      await database.write(
        ...insertVote(vote, NOT_VOTED),
        {
          sql: `UPDATE sessions SET updated_at = max(updated_at, ?)
            WHERE id = ? AND annotated_at IS NULL`,
          params: [castAt, sessionId],
          refusal: 'The session was annotated meanwhile, so it takes no further vote.',
        },
        ...(closes
          ? [statement('UPDATE sessions SET annotated_at = ? WHERE id = ?', [castAt, sessionId])]
          : []),
      );
    },
    ofSession: id => database.read(all => votesOf(all, 'sessions.id = ?', [id])),
    ofArena: () => database.read(all => votesOf(all, "sessions.mode = 'arena'")),
  };
}

/** The votes that fit the condition on `votes` and `sessions`, oldest first. */
export function votesOf(
  all: Query,
  which: string,
  params: readonly SqlValue[] = [],
): readonly Vote[] {
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
}

interface Guard {
  readonly condition: string;
  params(vote: Vote): readonly SqlValue[];
  readonly refusal: string;
}

/**
 * Another window may have voted on the turn since this one looked: the vote of theirs that stands, if
 * any, must be the one that this vote supersedes.
 */
const NOT_VOTED: Guard = {
  condition: `(? IS NULL OR ? IS (
    SELECT old.id FROM votes AS old
    WHERE old.turn_id = ? AND old.voter_kind = ? AND old.voter_name = ?
      AND NOT EXISTS (
        SELECT 1 FROM votes AS later
        WHERE later.turn_id = old.turn_id AND later.supersedes = old.id
          AND later.voter_kind = old.voter_kind AND later.voter_name = old.voter_name)
    ORDER BY old.cast_at DESC, old.id DESC LIMIT 1))`,
  params: ({ turnId, voter, supersedes }) => [
    turnId ?? null,
    supersedes ?? null,
    turnId ?? null,
    voter.kind,
    voter.name,
  ],
  refusal: 'A vote on this turn was cast meanwhile. Look at it before you change it.',
};

/** @param guard what must hold for the vote to be added; without one it always is. */
export function insertVote(vote: Vote, guard?: Guard): readonly Statement[] {
  const { id, sessionId, turnId, castAt, voter, verdict, shown, blind, supersedes } = vote;
  return [
    {
      sql: `INSERT INTO votes (id, session_id, turn_id, cast_at, voter_kind, voter_name, verdict,
          winner, blind, supersedes, comment, flags, ranking)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?${guard ? ` WHERE ${guard.condition}` : ''}`,
      params: [
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
        JSON.stringify(vote.flags),
        verdict.kind === 'ranking' ? JSON.stringify(verdict.order) : null,
        ...(guard?.params(vote) ?? []),
      ],
      ...(guard ? { refusal: guard.refusal } : {}),
    },
    ...insertBots('shown_bots', id, shown),
  ];
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
    flags: VOTE_FLAGS.filter(flag => textsIn(row, 'flags').includes(flag)),
  };
}

function verdictOf(row: Row): Verdict {
  const kind = oneOf(row, 'verdict', VERDICTS);
  switch (kind) {
    case 'best':
      return { kind, winner: textIn(row, 'winner') };
    case 'ranking':
      return { kind, order: orderIn(row, 'ranking') };
    case 'allGood':
    case 'allBad':
      return { kind };
  }
}

function orderIn(row: Row, column: string): Order {
  const order = jsonIn(row, column);
  const isOrder =
    Array.isArray(order) &&
    order.every(tied => Array.isArray(tied) && tied.every(seat => typeof seat === 'string'));
  if (!isOrder) throw badRow(column, row[column]);
  return order;
}
