import { BotError } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import { conversationOf } from '../../core/conversation.ts';
import type { Reply, ReplyId, SeatedBot, Turn } from '../../core/model.ts';
import type { Translate } from '../../core/text.ts';
import type { Progress } from '../../protocol/arenaPage.ts';
import type { BotDesk, Loan } from './botDesk.ts';
import { keyOf } from './botPool.ts';
import type { LiveSession } from './liveSession.ts';
import type { Log, Stores } from './ports.ts';
import type { Settings } from './settings.ts';
import { failed, runReply } from './replyRun.ts';
import { specOf } from './seating.ts';
import { TextSaver } from './textSaver.ts';

interface Parts {
  readonly stores: Stores;
  readonly desk: BotDesk;
  readonly settings: () => Settings;
  readonly log: Log;
  readonly t: Translate;
}

/** Hears of the replies that are under way, once the live session has what they say. */
interface Listener {
  changed(live: LiveSession, reply: Reply): void;
  said(live: LiveSession, reply: Reply, delta: { text: string; thinking: string }): void;
  progress(live: LiveSession, replyId: ReplyId, progress: Progress): void;
  /** It is stored and no longer under way. */
  ended(live: LiveSession, reply: Reply): void;
}

/** Asks bots for their replies, from the wait for the machine to the stored end. */
export class Asking {
  readonly #parts: Parts;
  readonly #listener: Listener;
  readonly #ending = new Set<Promise<void>>();

  constructor(parts: Parts, listener: Listener) {
    this.#parts = parts;
    this.#listener = listener;
  }

  /** Begins a queued reply; the rest comes to the listener. */
  start(live: LiveSession, turn: Turn, reply: Reply): void {
    if (live.removed) return;
    const controller = new AbortController();
    live.running.set(reply.id, controller);
    const running = this.#run(live, turn, reply, controller.signal);
    this.#ending.add(running);
    void running.finally(() => this.#ending.delete(running));
  }

  /** Resolves once what was under way is stored. */
  async allEnded(): Promise<void> {
    await Promise.allSettled(this.#ending);
  }

  async #run(live: LiveSession, turn: Turn, queued: Reply, signal: AbortSignal): Promise<void> {
    const { log, stores } = this.#parts;
    const saver = new TextSaver(
      (text, thinking, isWhole) =>
        isWhole
          ? stores.turns.replaceText(queued.id, text, thinking)
          : stores.turns.appendText(queued.id, text, thinking),
      log,
    );
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
    live.progress.delete(queued.id);
    live.replaceReply(ended);
    this.#listener.ended(live, ended);
  }

  async #answer(
    live: LiveSession,
    turn: Turn,
    queued: Reply,
    signal: AbortSignal,
    saver: TextSaver,
  ): Promise<Reply> {
    const { log } = this.#parts;
    const { id: sessionId, seats } = live.session;
    const { seat } = queued;
    const onBug = (error: unknown): void => log.error(`The reply of ${queued.botName}`, error);
    const onProgress = (progress: Progress): void => {
      live.progress.set(queued.id, progress);
      this.#listener.progress(live, queued.id, progress);
    };
    let loan: Loan | undefined;
    try {
      const seated = seats.find(bot => bot.seat === seat);
      if (!seated) throw new BotError('botMissing', `There is no seat ${seat}.`);
      const lent = await this.#lend(live, seated, signal, onProgress);
      const { spec } = lent;
      ({ loan } = lent);
      const request = {
        messages: conversationOf(seat, live.turns, turn, spec.systemPrompt),
        sampling: queued.sampling,
        conversation: `${sessionId}/${seat}`,
        threads: loan.threads,
      };
      const ended = await runReply(
        loan.bot,
        request,
        queued,
        signal,
        {
          progress: onProgress,
          changed: reply => {
            live.progress.delete(reply.id);
            live.replaceReply(reply);
            this.#listener.changed(live, reply);
          },
          replaced: reply => {
            live.replaceReply(reply);
            saver.replace(reply.text);
            this.#listener.changed(live, reply);
          },
          said: (reply, delta) => {
            live.progress.delete(reply.id);
            live.replaceReply(reply);
            saver.add(delta.text, delta.thinking);
            this.#listener.said(live, reply, delta);
          },
        },
        onBug,
      );
      return withWait(ended, lent.waitedMs);
    } catch (error) {
      if (signal.aborted) return { ...queued, state: { kind: 'stopped' } };
      if (!(error instanceof BotError)) onBug(error);
      return failed(queued, error);
    } finally {
      loan?.giveBack();
    }
  }

  /**
   * Lends the bot as it is configured once it may compute: the settings may change while it waits.
   *
   * @throws BotError `botMissing` or `botChanged` as well.
   */
  async #lend(
    { session }: LiveSession,
    seated: SeatedBot,
    signal: AbortSignal,
    onWaiting: (progress: Progress) => void,
  ): Promise<{ readonly spec: BotSpec; readonly loan: Loan; readonly waitedMs: number }> {
    const { desk, settings, t } = this.#parts;
    const who = { sessionId: session.id, seat: seated.seat };
    const find = (): BotSpec => specOf(seated, session.mode, settings().bots, t);
    let spec = find();
    let waitedMs = 0;
    for (;;) {
      const loan = await desk.lend(spec, who, signal, onWaiting);
      waitedMs += loan.waitedMs;
      const lent = spec;
      try {
        spec = find();
      } catch (error) {
        loan.giveBack();
        throw error;
      }
      if (keyOf(spec) === keyOf(lent)) return { spec, loan, waitedMs };
      loan.giveBack();
    }
  }
}

/** The time for which the bot waited for the machine belongs to the reply's wait. */
function withWait(reply: Reply, waitedMs: number): Reply {
  const { timings } = reply;
  return timings ? { ...reply, timings: { ...timings, waitMs: timings.waitMs + waitedMs } } : reply;
}
