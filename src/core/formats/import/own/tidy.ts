import type { Reply, Session, Turn } from '../../../model.ts';

/** Its tags without blanks at their ends, none empty, none twice. */
export function tidySession(session: Session): Session {
  const tags = new Set(session.tags.map(tag => tag.trim()));
  return { ...session, tags: [...tags].filter(tag => tag !== '') };
}

/** No bot is at work on its replies here: without this they would wait for ever. */
export function endedTurn(turn: Turn): Turn {
  return { ...turn, replies: turn.replies.map(asEnded) };
}

function asEnded(reply: Reply): Reply {
  if (reply.state.kind !== 'queued' && reply.state.kind !== 'streaming') return reply;
  const message = 'The file was written before the reply ended.';
  return { ...reply, state: { kind: 'failed', code: 'interrupted', message } };
}
