import { BotError, type RetryReason } from '../bot.ts';
import type { OpenAiSpec } from '../botSpec.ts';
import type { Refusal } from './attempt.ts';
import { hostOf } from './failures.ts';
import { backoffMs, LONGEST_PAUSE_MS } from './pauses.ts';

/** Unless the settings say otherwise. */
const DEFAULT_RETRIES = 2;
/** Between two looks at a server that loads its model. */
const LOADING_PAUSE_MS = 2000;

/** What a reply waits for. */
interface Pause {
  readonly pauseMs: number;
  readonly why: RetryReason;
  /** The server that it waits for; others may be asked after it too. */
  readonly baseUrl: string;
}

interface Told {
  readonly baseUrl: string;
  readonly refusal: Refusal;
  /** When the server may be asked again, by the clock. */
  readonly readyAt: number;
}

/** Whom to wait for, and whose error to report: one that spoke is nearer to an answer than one that did not. */
const RANKS: Readonly<Record<Refusal['why'], number>> = {
  busy: 0,
  loading: 0,
  failing: 0,
  refused: 1,
  absent: 2,
  silent: 3,
};

/** Which servers refused one reply, how often it may come again, and how long after. */
export class Patience {
  readonly #retries: number;
  readonly #firstPauseMs: number;
  readonly #loadingUntil: number;
  readonly #told = new Map<string, Told>();
  #used = 0;
  #rounds = 0;

  constructor({ retries = DEFAULT_RETRIES, timeoutSeconds }: OpenAiSpec, firstPauseMs: number) {
    this.#retries = retries;
    this.#firstPauseMs = firstPauseMs;
    this.#loadingUntil = performance.now() + timeoutSeconds * 1000;
  }

  /** Whether the server is not to be asked now. */
  has(baseUrl: string): boolean {
    return this.#told.has(baseUrl);
  }

  refused(baseUrl: string, refusal: Refusal): void {
    const { why, pauseMs = 0 } = refusal;
    const look = why === 'loading' ? Math.min(LOADING_PAUSE_MS, this.#firstPauseMs * 2) : 0;
    const readyAt = performance.now() + Math.max(pauseMs, look);
    this.#told.set(baseUrl, { baseUrl, refusal, readyAt });
  }

  /**
   * The pause after which one of them may be asked again.
   *
   * @throws BotError what the reply fails with if none may.
   */
  next(): Pause {
    this.#rounds++;
    const now = performance.now();
    const all = [...this.#told.values()].sort(
      (a, b) => RANKS[a.refusal.why] - RANKS[b.refusal.why] || a.readyAt - b.readyAt,
    );
    const chosen = all.find(told => this.#isWorthAPause(told, now));
    if (!chosen?.refusal.isPassing) throw this.#failure(all);
    const { why } = chosen.refusal;
    // How long a model loads has nothing to do with how often one may ask.
    const backoff = why === 'loading' ? 0 : backoffMs(this.#used++, this.#firstPauseMs);
    const pauseMs = Math.max(Math.ceil(chosen.readyAt - now), backoff);
    return { pauseMs, why, baseUrl: chosen.baseUrl };
  }

  /** The pause is over: who wanted a longer one, or does not come back, is still not to be asked. */
  goOn(waitedFor: string): void {
    const now = performance.now();
    for (const { baseUrl, refusal, readyAt } of [...this.#told.values()]) {
      const isOver = baseUrl === waitedFor || (refusal.isPassing && readyAt <= now);
      if (isOver) this.#told.delete(baseUrl);
    }
  }

  #isWorthAPause({ refusal, readyAt }: Told, now: number): boolean {
    if (!refusal.isPassing || readyAt - now > LONGEST_PAUSE_MS) return false;
    if (refusal.why === 'loading' && this.#retries > 0) return now <= this.#loadingUntil;
    return this.#used < this.#retries;
  }

  /** The error of the first, with what was tried beside it. */
  #failure([first, ...others]: readonly Told[]): Error {
    if (first === undefined) return new Error('No server has refused');
    const { code, message } = first.refusal.error;
    const hosts = others.map(({ baseUrl }) => hostOf(baseUrl)).join(', ');
    const tried = others.length > 0 ? ` ${hosts} failed too.` : '';
    const times = this.#rounds > 1 ? ` Asked ${this.#rounds} times.` : '';
    return new BotError(code, message + tried + times);
  }
}
