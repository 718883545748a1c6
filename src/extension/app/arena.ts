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
import type { BotPool } from './botPool.ts';
import { LiveSession } from './liveSession.ts';
import { threadsOf, type CorePlanner } from './planner.ts';
import type { Log, Settings, Stores, World } from './ports.ts';
import { Refusal } from './refusal.ts';
import { failed, runReply } from './replyRun.ts';
import { newReply, newTurn } from './newTurn.ts';
import { titleFrom } from './title.ts';
import { specOf } from './seating.ts';
import { TextSaver } from './textSaver.ts';

export interface ArenaParts {
  readonly stores: Stores;
  readonly pool: BotPool;
  readonly planner: CorePlanner;
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
  readonly #live = new Map<SessionId, LiveSession>();
  readonly #loading = new Map<SessionId, Promise<LiveSession>>();
  readonly #events = new Emitter<ArenaEvent>();
  readonly #ending = new Set<Promise<void>>();

  readonly onEvent = this.#events.event;

  constructor(parts: ArenaParts) {
    this.#parts = parts;
  }

  /** The session as it is at this instant. @throws Refusal `unknownSession` */
  async snapshot(id: SessionId): Promise<Omit<ArenaSnapshot, 'seq'>> {
    const live = await this.live(id);
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
    const live = await this.live(id);
    if (prompt.trim() === '') throw new Refusal('emptyPrompt', t('Type a prompt first.'));
    if (live.storing || this.#gate(live).ask !== 'open') {
      throw new Refusal('notOpen', t('This session does not take a prompt now.'));
    }
    live.storing = true;
    try {
      const turn = newTurn(live, prompt, this.#parts);
      const title = live.turns.length === 0 && live.session.title === '' ? titleFrom(prompt) : '';
      await stores.turns.add(turn);
      if (title !== '') await stores.sessions.rename(id, title);
      live.change({ updatedAt: world.now(), ...(title === '' ? {} : { title }) });
      live.addTurn(turn);
      this.#events.fire({ kind: 'turn', sessionId: id, turn, gate: this.#gate(live) });
      if (title !== '') this.announce(live);
      for (const reply of turn.replies) if (!hasEnded(reply)) this.#start(live, turn, reply);
      return turn.id;
    } finally {
      live.storing = false;
    }
  }

  /** Asks a failed or stopped reply again, in the last turn. @throws Refusal */
  async retry(id: SessionId, replyId: ReplyId): Promise<void> {
    const { t, stores, world } = this.#parts;
    const live = await this.live(id);
    const found = live.findReply(replyId);
    if (!found) throw new Refusal('unknownReply', t('This reply is no longer there.'));
    const { turn, reply: old } = found;
    const again = old.state.kind === 'failed' || old.state.kind === 'stopped';
    if (!again || turn !== live.turns.at(-1) || live.session.annotatedAt !== undefined) {
      throw new Refusal(
        'notRetryable',
        t('Only a failed or stopped reply of the last turn can be asked again.'),
      );
    }
    if (!world.trusted())
      throw new Refusal('notOpen', t('Trust this workspace to run bots in it.'));
    const seated = live.session.seats.find(bot => bot.seat === old.seat);
    if (!seated) throw new Refusal('unknownReply', t('This reply is no longer there.'));
    const reply = {
      ...newReply(live.session.mode, turn.id, seated, this.#parts),
      id: old.id,
      attempt: old.attempt + 1,
    };
    live.replaceReply(reply);
    await stores.turns.saveReply(reply);
    this.#tellReply(live, reply);
    if (!hasEnded(reply)) this.#start(live, turn, reply);
  }

  async stopReply(id: SessionId, replyId: ReplyId): Promise<void> {
    (await this.live(id)).running.get(replyId)?.abort();
  }

  /** Stops every reply of the session that is under way. */
  async stopSession(id: SessionId): Promise<void> {
    for (const controller of (await this.live(id)).running.values()) controller.abort();
  }

  /** Stops all replies and waits until what they said is stored. */
  async dispose(): Promise<void> {
    for (const live of this.#live.values()) {
      for (const controller of live.running.values()) controller.abort();
    }
    await Promise.allSettled(this.#ending);
    this.#events.dispose();
  }

  /** The session in memory, loaded if need be. @throws Refusal `unknownSession` */
  live(id: SessionId): Promise<LiveSession> {
    const known = this.#live.get(id);
    if (known) return Promise.resolve(known);
    const loading = this.#loading.get(id) ?? this.#load(id);
    this.#loading.set(id, loading);
    return loading.finally(() => this.#loading.delete(id));
  }

  /** Another use case changed the session: tells whoever shows it. */
  announce(live: LiveSession): void {
    const { session, votes } = live;
    const gate = this.#gate(live);
    this.#events.fire({ kind: 'session', sessionId: session.id, session, votes, gate });
  }

  /** What sessions allow may have changed from outside, such as by trust. */
  announceAll(): void {
    for (const live of this.#live.values()) this.announce(live);
  }

  /** The session is gone from the store. */
  forget(id: SessionId): void {
    this.#live.delete(id);
    this.#events.fire({ kind: 'removed', sessionId: id });
  }

  /** Nobody shows the session any more: it leaves the memory unless a bot still answers in it. */
  release(id: SessionId): void {
    const live = this.#live.get(id);
    if (live?.running.size === 0 && !live.storing) this.#live.delete(id);
  }

  async #load(id: SessionId): Promise<LiveSession> {
    const { stores, t } = this.#parts;
    const session = await stores.sessions.get(id);
    if (!session) throw new Refusal('unknownSession', t('This session has been deleted.'));
    const [turns, votes] = await Promise.all([
      stores.turns.ofSession(id),
      stores.votes.ofSession(id),
    ]);
    const live = new LiveSession({ session, turns, votes });
    this.#live.set(id, live);
    return live;
  }

  #tellReply(live: LiveSession, reply: Reply): void {
    const sessionId = live.session.id;
    this.#events.fire({ kind: 'reply', sessionId, reply, gate: this.#gate(live) });
  }

  #gate(live: LiveSession): ArenaSnapshot['gate'] {
    return live.gate(this.#parts.world.trusted());
  }

  #start(live: LiveSession, turn: Turn, reply: Reply): void {
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
  }

  async #answer(
    live: LiveSession,
    turn: Turn,
    queued: Reply,
    signal: AbortSignal,
    saver: TextSaver,
  ): Promise<Reply> {
    const { pool, planner, settings, log, t } = this.#parts;
    const sessionId = live.session.id;
    const onBug = (error: unknown): void => log.error(`The reply of ${queued.botName}`, error);
    let giveBack: (() => void) | undefined;
    let done: (() => void) | undefined;
    try {
      const seated = live.session.seats.find(bot => bot.seat === queued.seat);
      if (!seated) throw new BotError('botMissing', `There is no seat ${queued.seat}.`);
      const spec = specOf(seated, live.session.mode, settings().bots, t);
      const use = pool.use(spec);
      done = use.done;
      giveBack = await planner.borrow(threadsOf(spec), signal);
      const messages = conversationOf(queued.seat, live.turns, turn, spec.systemPrompt);
      return await runReply(
        use.bot,
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
    } catch (error) {
      if (signal.aborted) return { ...queued, state: { kind: 'stopped' } };
      if (!(error instanceof BotError)) onBug(error);
      return failed(queued, error);
    } finally {
      giveBack?.();
      done?.();
    }
  }
}
