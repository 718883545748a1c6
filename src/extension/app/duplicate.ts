import type { SessionRecord } from '../../core/formats/record.ts';
import type { ReplyId, SessionId, TurnId } from '../../core/model.ts';
import type { Translate } from '../../core/text.ts';
import { asStopped } from './interrupted.ts';
import type { World } from './ports.ts';

/** The same talk once more, open and without votes: to go on in another way, or to judge it anew. */
export function duplicateOf(
  { session, turns }: SessionRecord,
  world: World,
  t: Translate,
): SessionRecord {
  const id = world.newId() as SessionId;
  const now = world.now();
  return {
    session: {
      ...session,
      id,
      title: t('{0} (copy)', session.title).trim(),
      createdAt: now,
      updatedAt: now,
      annotatedAt: undefined,
      pinned: false,
    },
    turns: turns.map(turn => {
      const turnId = world.newId() as TurnId;
      const replies = turn.replies.map(reply => ({
        ...asStopped(reply),
        id: world.newId() as ReplyId,
        turnId,
      }));
      return { ...turn, id: turnId, sessionId: id, replies };
    }),
    votes: [],
  };
}
