import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import type { ReplyId, SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import { aReply, aSession, aTurn, aVote, twoBots } from '../../../support/builders.ts';

/** Sessions of every group, with turns of two replies each and the votes that their group asks for. */
export function manyRecords(
  count: number,
  turns: number,
  text: (n: number) => string = n => `Answer ${n}.`,
): readonly SessionRecord[] {
  return Array.from({ length: count }, (_, n) => aRecord(n, turns, text));
}

function aRecord(n: number, turns: number, text: (n: number) => string): SessionRecord {
  const sessionId = `session-${n}` as SessionId;
  const byReply = n % 3 === 0;
  const voted = n % 2 === 0;
  const at = Date.UTC(2026, 0, 1) + n * 1000;
  const session = aSession({
    id: sessionId,
    title: `Session number ${n}`,
    mode: n % 5 === 0 ? 'debug' : 'arena',
    annotationMode: byReply ? 'reply' : 'session',
    updatedAt: at,
    ...(voted && !byReply ? { annotatedAt: at } : {}),
    pinned: n % 500 === 0,
    tags: n % 7 === 0 ? ['seven', 'odd'] : [],
  });
  const allTurns = Array.from({ length: turns }, (_, index) => {
    const id = `${sessionId}-${index}` as TurnId;
    const replies = twoBots.map(({ seat }, place) =>
      aReply({
        id: `${id}-${seat}` as ReplyId,
        turnId: id,
        seat,
        text: text((n * turns + index) * 2 + place),
      }),
    );
    return aTurn({ id, sessionId, index, prompt: `Question ${index} of ${n}`, replies });
  });
  const turnIds = byReply ? allTurns.map(({ id }) => id) : [undefined];
  const votes = turnIds.map((turnId, index) =>
    aVote({ kind: 'allGood' }, { id: `vote-${n}-${index}` as VoteId, sessionId, turnId }),
  );
  return { session, turns: allTurns, votes: voted ? votes : [] };
}
