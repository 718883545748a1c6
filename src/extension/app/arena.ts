import {
  hasEnded,
  type Reply,
  type ReplyId,
  type SessionId,
  type TurnId,
} from '../../core/model.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { Translate } from '../../core/text.ts';
import type { ArenaSnapshot } from '../../protocol/arenaPage.ts';
import type { ArenaEvent } from './arenaEvents.ts';
import { Asking } from './asking.ts';
import type { BotDesk } from './botDesk.ts';
import type { LiveSession } from './liveSession.ts';
import { LiveSessions } from './liveSessions.ts';
import type { Log, Stores, World } from './ports.ts';
import type { Settings } from './settings.ts';
import { Refusal } from './refusal.ts';
import { newReply, newTurn } from './newTurn.ts';
import { titleFrom } from './title.ts';

export interface ArenaParts {
  readonly stores: Stores;
  readonly desk: BotDesk;
  readonly settings: () => Settings;
  readonly world: World;
  readonly log: Log;
  readonly t: Translate;
}

/**
 * Asks the bots of a session side by side and keeps what they say. The truth is in the store and in
 * the live sessions here; a page is a view of it.
 */
export class Arena {
  readonly #parts: ArenaParts;
  readonly sessions: LiveSessions;
  readonly #events = new Emitter<ArenaEvent>();
  readonly #asking: Asking;

  readonly onEvent = this.#events.event;

  constructor(parts: ArenaParts) {
    this.#parts = parts;
    this.sessions = new LiveSessions(parts.stores, parts.t, {
      reloaded: live => {
        this.announceReloaded(live);
      },
      gone: id => {
        this.forget(id);
      },
    });
    this.#asking = new Asking(parts, {
      changed: (live, reply) => {
        this.#tellReply(live, reply);
      },
      said: (live, reply, delta) => {
        const sessionId = live.session.id;
        this.#events.fire({ kind: 'delta', sessionId, replyId: reply.id, ...delta });
      },
      progress: ({ session }, replyId, progress) => {
        this.#events.fire({ kind: 'progress', sessionId: session.id, replyId, progress });
      },
      ended: (live, reply) => {
        this.#tellReply(live, reply);
        this.sessions.release(live.session.id);
      },
    });
  }

  /** The session as it is at this instant. @throws Refusal `unknownSession` */
  async snapshot(id: SessionId): Promise<Omit<ArenaSnapshot, 'seq'>> {
    const live = await this.sessions.get(id);
    const { session, turns, votes } = live;
    const progress = [...live.progress].map(([replyId, progress]) => ({ replyId, progress }));
    return { session, turns, votes, gate: this.#gate(live), progress };
  }

  /**
   * Puts a prompt to every bot of the session.
   *
   * @returns once the turn is stored; the replies come as events.
   * @throws Refusal if the session does not take a prompt now; StoreError if it cannot be stored.
   */
  async startTurn(id: SessionId, prompt: string): Promise<TurnId> {
    const { t, world, stores } = this.#parts;
    const live = await this.sessions.get(id);
    if (prompt.trim() === '') throw new Refusal('emptyPrompt', t('Type a prompt first.'));
    if (live.storing || this.#gate(live).ask !== 'open') {
      throw new Refusal('notOpen', t('This session does not take a prompt now.'));
    }
    live.storing = true;
    try {
      const turn = newTurn(live, prompt, this.#parts);
      const title =
        live.turns.length === 0 && live.session.title === '' ? titleFrom(prompt) : undefined;
      await stores.turns.add(turn, title);
      live.change({ updatedAt: world.now(), ...(title === undefined ? {} : { title }) });
      live.addTurn(turn);
      this.#events.fire({ kind: 'turn', sessionId: id, turn, gate: this.#gate(live) });
      if (title !== undefined) this.announce(live);
      for (const reply of turn.replies) if (!hasEnded(reply)) this.#asking.start(live, turn, reply);
      return turn.id;
    } finally {
      live.storing = false;
    }
  }

  /** Asks a failed or stopped reply again, in the last turn. @throws Refusal */
  async retry(id: SessionId, replyId: ReplyId): Promise<void> {
    const { t, stores } = this.#parts;
    const live = await this.sessions.get(id);
    const found = live.findReply(replyId);
    if (!found) throw new Refusal('unknownReply', t('This reply is no longer there.'));
    const { turn, reply: old } = found;
    const again = old.state.kind === 'failed' || old.state.kind === 'stopped';
    if (!again || live.storing || this.#gate(live).retryIn !== turn.id) {
      throw new Refusal(
        'notRetryable',
        t('Only a failed or stopped reply of the last turn can be asked again.'),
      );
    }
    const seated = live.session.seats.find(bot => bot.seat === old.seat);
    if (!seated) throw new Refusal('unknownReply', t('This reply is no longer there.'));
    const reply = {
      ...newReply(live.session.mode, turn.id, seated, this.#parts),
      id: old.id,
      attempt: old.attempt + 1,
    };
    live.storing = true;
    try {
      await stores.turns.saveReply(reply);
      live.replaceReply(reply);
    } finally {
      live.storing = false;
    }
    this.#tellReply(live, reply);
    if (!hasEnded(reply)) this.#asking.start(live, turn, reply);
  }

  /**
   * Keeps what the bot should have said, for training data; the reply and the votes stay as they are.
   *
   * @param correction undefined, or the reply's own text, takes it back.
   * @throws Refusal if the reply is not there or still under way; StoreError.
   */
  async correct(id: SessionId, replyId: ReplyId, correction: string | undefined): Promise<void> {
    const { t, stores } = this.#parts;
    const live = await this.sessions.get(id);
    const reply = live.findReply(replyId)?.reply;
    if (!reply) throw new Refusal('unknownReply', t('This reply is no longer there.'));
    if (!hasEnded(reply))
      throw new Refusal('notOpen', t('A reply can be corrected once it has ended.'));
    const kept =
      correction === undefined || correction.trim() === '' || correction === reply.text
        ? undefined
        : correction;
    await stores.turns.correct(replyId, kept);
    // It may have been asked again meanwhile: then what is there now is not what was corrected.
    const now = live.findReply(replyId)?.reply ?? reply;
    live.replaceReply({ ...now, correction: kept });
    this.#tellReply(live, { ...now, correction: kept });
    this.sessions.release(id);
  }

  async stopReply(id: SessionId, replyId: ReplyId): Promise<void> {
    (await this.sessions.get(id)).running.get(replyId)?.abort();
  }

  /** Stops every reply of the session that is under way. */
  async stopSession(id: SessionId): Promise<void> {
    for (const controller of (await this.sessions.get(id)).running.values()) controller.abort();
  }

  /** Stops all replies and waits until what they said is stored. */
  async dispose(): Promise<void> {
    for (const live of this.sessions.all()) {
      for (const controller of live.running.values()) controller.abort();
    }
    await this.#asking.allEnded();
    this.#events.dispose();
  }

  /** Another use case changed the session: tells whoever shows it. */
  announce(live: LiveSession): void {
    const { session, votes } = live;
    const gate = this.#gate(live);
    this.#events.fire({ kind: 'session', sessionId: session.id, session, votes, gate });
  }

  /** The session was read from the store anew. */
  announceReloaded(live: LiveSession): void {
    this.announce(live);
    this.#events.fire({ kind: 'reloaded', sessionId: live.session.id });
  }

  /** What sessions allow may have changed from outside, such as by trust. */
  announceAll(): void {
    for (const live of this.sessions.all()) this.announce(live);
  }

  /** The session is gone from the store. */
  forget(id: SessionId): void {
    this.sessions.remove(id);
    this.#events.fire({ kind: 'removed', sessionId: id });
  }

  #tellReply(live: LiveSession, reply: Reply): void {
    const sessionId = live.session.id;
    this.#events.fire({ kind: 'reply', sessionId, reply, gate: this.#gate(live) });
  }

  #gate(live: LiveSession): ArenaSnapshot['gate'] {
    return live.gate(this.#parts.world.trusted());
  }
}
