import type { SessionRecord } from '../../../src/core/formats/record.ts';
import type { ReplyId, SessionId, TurnId, VoteId } from '../../../src/core/model.ts';
import { aReply, aSession, aTurn, aVote } from '../../support/builders.ts';

function aRecord(key: string, change: Partial<SessionRecord['session']> = {}): SessionRecord {
  const sessionId = `session-${key}` as SessionId;
  const turnId = `turn-${key}` as TurnId;
  const [first] = aTurn({ id: turnId }).replies;
  const failed = aReply({
    id: `failed-${key}` as ReplyId,
    turnId,
    seat: 'B',
    botName: 'Bee',
    text: '',
    state: { kind: 'failed', code: 'timeout', message: 'No answer in 120 s' },
  });
  return {
    session: aSession({ id: sessionId, title: `会话 ${key}`, annotatedAt: 7, ...change }),
    turns: [
      aTurn({
        id: turnId,
        sessionId,
        prompt: `Prompt ${key} "\n\u2028🙂`,
        replies: first ? [{ ...first, correction: 'By scent, mostly.' }, failed] : [],
      }),
    ],
    votes: [
      aVote(
        { kind: 'best', winner: 'A' },
        {
          id: `vote-${key}` as VoteId,
          sessionId,
          comment: 'clear',
          voter: { kind: 'human', name: 'Ann' },
        },
      ),
    ],
  };
}

export const RECORDS: readonly SessionRecord[] = [
  aRecord('1', { tags: ['ants'], pinned: true }),
  aRecord('2', { updatedAt: Date.UTC(2026, 1, 1) }),
  aRecord('3', { mode: 'debug', annotatedAt: undefined }),
];
