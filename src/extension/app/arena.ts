import { BotError } from '../../bots/bot.ts';
import { conversationOf } from '../../core/conversation.ts';
import {
  hasEnded,
  type Reply,
  type ReplyId,
  type SessionId,
  type Turn,
  type TurnId,
} from '../../core/model.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { Translate } from '../../core/text.ts';
import type { ArenaSnapshot } from '../../protocol/arenaPage.ts';
import type { ArenaEvent } from './arenaEvents.ts';
import type { BotDesk, Loan } from './botDesk.ts';
import type { LiveSession } from './liveSession.ts';
import { LiveSessions } from './liveSessions.ts';
import type { Log, Settings, Stores, World } from './ports.ts';
import { Refusal } from './refusal.ts';
import { failed, runReply } from './replyRun.ts';
import { newReply, newTurn } from './newTurn.ts';
import { titleFrom } from './title.ts';
import { specOf } from './seating.ts';
import { TextSaver } from './textSaver.ts';

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
  readonly #ending = new Set<Promise<void>>();

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
  }

  /** The session as it is at this instant. @throws Refusal `unknownSession` */
  async snapshot(id: SessionId): Promise<Omit<ArenaSnapshot, 'seq'>> {
    const live = await this.sessions.get(id);
    return { session: live.session, turns: live.turns, votes: live.votes, gate: this.#gate(live) };
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
      for (const reply of turn.replies) if (!hasEnded(reply)) this.#start(live, turn, reply);
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
    if (!hasEnded(reply)) this.#start(live, turn, reply);
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
    await Promise.allSettled(this.#ending);
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

  #start(live: LiveSession, turn: Turn, reply: Reply): void {
    if (live.removed) return;
    const controller = new AbortController();
    live.running.set(reply.id, controller);
    const running = this.#run(live, turn, reply, controller.signal);
    this.#ending.add(running);
    void running.finally(() => this.#ending.delete(running));
  }

  async #run(live: LiveSession, turn: Turn, queued: Reply, signal: AbortSignal): Promise<void> {
    const { log, stores } = this.#parts;
    const saver = new TextSaver(text => stores.turns.appendText(queued.id, text), log);
    let ended = await this.#answer(live, turn, queued, signal, saver);
    await saver.end();
    try {
      await stores.turns.saveReply(ended);
    } catch (error) {
      log.error(`The reply of ${queued.botName} could not be stored`, error);
      const why = error instanceof Error ? error.message : String(error);
      ended = failed(ended, new BotError('notSaved', why));
    }
    live.running.delete(queued.id);
    live.replaceReply(ended);
    this.#tellReply(live, ended);
    this.sessions.release(live.session.id);
  }

  async #answer(
    live: LiveSession,
    turn: Turn,
    queued: Reply,
    signal: AbortSignal,
    saver: TextSaver,
  ): Promise<Reply> {
    const { desk, settings, log, t } = this.#parts;
    const sessionId = live.session.id;
    const onBug = (error: unknown): void => log.error(`The reply of ${queued.botName}`, error);
    let loan: Loan | undefined;
    try {
      const seated = live.session.seats.find(bot => bot.seat === queued.seat);
      if (!seated) throw new BotError('botMissing', `There is no seat ${queued.seat}.`);
      const spec = specOf(seated, live.session.mode, settings().bots, t);
      loan = await desk.lend(spec, signal);
      const messages = conversationOf(queued.seat, live.turns, turn, spec.systemPrompt);
      const ended = await runReply(
        loan.bot,
        messages,
        queued,
        signal,
        {
          loading: fraction =>
            this.#events.fire({ kind: 'loading', sessionId, replyId: queued.id, fraction }),
          changed: reply => {
            live.replaceReply(reply);
            this.#tellReply(live, reply);
          },
          text: (reply, text) => {
            live.replaceReply(reply);
            saver.add(text);
            this.#events.fire({ kind: 'delta', sessionId, replyId: reply.id, text });
          },
        },
        onBug,
      );
      return withWait(ended, loan.waitedMs);
    } catch (error) {
      if (signal.aborted) return { ...queued, state: { kind: 'stopped' } };
      if (!(error instanceof BotError)) onBug(error);
      return failed(queued, error);
    } finally {
      loan?.giveBack();
    }
  }
}

/** The time for which the bot waited for its threads belongs to the reply's wait. */
function withWait(reply: Reply, waitedMs: number): Reply {
  const { timings } = reply;
  return timings ? { ...reply, timings: { ...timings, waitMs: timings.waitMs + waitedMs } } : reply;
}
