import type { Reply, ReplyId, Session, SessionId, Turn, Vote } from '../../core/model.ts';
import type { Gate, Progress } from '../../protocol/arenaPage.ts';

/** What happens in a session while it lives, with what the session then allows. */
export type ArenaEvent = { readonly sessionId: SessionId } & (
  | { readonly kind: 'turn'; readonly turn: Turn; readonly gate: Gate }
  /** The reply goes on: what was said, and what was thought. */
  | {
      readonly kind: 'delta';
      readonly replyId: ReplyId;
      readonly text: string;
      readonly thinking: string;
    }
  /** Why the reply shows no text yet. */
  | { readonly kind: 'progress'; readonly replyId: ReplyId; readonly progress: Progress }
  /** The reply's state changed. */
  | { readonly kind: 'reply'; readonly reply: Reply; readonly gate: Gate }
  /** The session's own fields or its votes changed, or what it allows. */
  | {
      readonly kind: 'session';
      readonly session: Session;
      readonly votes: readonly Vote[];
      readonly gate: Gate;
    }
  /** Turns came or changed all at once: whoever shows the session asks anew. */
  | { readonly kind: 'reloaded' }
  | { readonly kind: 'removed' }
);
