import { performance } from 'node:perf_hooks';

interface Server {
  /** Requests that were sent there and have not ended. */
  asked: number;
  /** A number that grows with each choice. */
  lastChosen: number;
  /** Until then others are chosen before it, by the clock. */
  restsUntil: number;
  /** Until then it wants no requests, as it said itself. */
  wishesUntil: number;
  /** How often in a row it was not there; from 1 on it must answer a probe before it is chosen. */
  absences: number;
  isProbed: boolean;
}

export interface QueueOptions {
  readonly fetch?: typeof fetch | undefined;
  /** A monotonic clock in milliseconds. */
  readonly now?: (() => number) | undefined;
  /** How long a server is left alone that was not there, in milliseconds; doubled each further time. */
  readonly firstRestMs?: number | undefined;
}

const FIRST_REST_MS = 5000;
const LONGEST_REST_MS = 60_000;
const PROBE_TIMEOUT_MS = 5000;
/** A timer may ring so much too early: who waited until then need not wait again. */
const TIMER_SLACK_MS = 5;
/** What a gateway answers in place of a server that is not there. */
const GATEWAY_FAILURES: ReadonlySet<number> = new Set([502, 504]);

/**
 * How busy each server is and whether it is there, for all bots together: the server with the fewest
 * requests is chosen, of several the one that waited longest. One that was not there is left out; when
 * its rest is over the next request has it probed, on the side, and it is back once it answers.
 */
export class ServerQueues {
  readonly #servers = new Map<string, Server>();
  readonly #fetch: typeof fetch | undefined;
  readonly #now: () => number;
  readonly #firstRestMs: number;
  #choices = 0;

  constructor({ fetch, now, firstRestMs = FIRST_REST_MS }: QueueOptions = {}) {
    this.#fetch = fetch;
    this.#now = now ?? (() => performance.now());
    this.#firstRestMs = firstRestMs;
  }

  /**
   * Chooses a server; where all rest, the one whose rest ends first.
   *
   * @param tried those that the same reply is not to ask now.
   * @returns undefined if there are no others, or if the others want no requests now. One server alone is
   *   always asked: it may have said so of another model.
   */
  choose(
    urls: readonly string[],
    tried: { has(url: string): boolean } = new Set(),
  ): string | undefined {
    const open = urls.filter(
      url => !tried.has(url) && (urls.length === 1 || this.wishedRestOf(url) === 0),
    );
    // One alone is asked anyway.
    if (urls.length > 1) for (const url of open) this.#probeIfDue(url);
    const ready = open.filter(url => this.#isReady(url));
    const [chosen] =
      ready.length > 0
        ? ready.sort((a, b) => this.#compare(this.#server(a), this.#server(b)))
        : [...open].sort((a, b) => this.#server(a).restsUntil - this.#server(b).restsUntil);
    if (chosen !== undefined) this.#server(chosen).lastChosen = ++this.#choices;
    return chosen;
  }

  /** Counts a request there until the returned function is called. */
  enter(url: string): () => void {
    const server = this.#server(url);
    server.asked++;
    let isIn = true;
    return () => {
      if (isIn) server.asked--;
      isIn = false;
    };
  }

  /** Requests there that have not ended. */
  lengthOf(url: string): number {
    return this.#server(url).asked;
  }

  /** It is left alone for so long if there are others. */
  rest(url: string, pauseMs: number): void {
    const server = this.#server(url);
    server.restsUntil = Math.max(server.restsUntil, this.#now() + pauseMs);
  }

  /** It said itself that it wants to be left alone for so long; its last word counts. */
  restAsWished(url: string, pauseMs: number): void {
    this.#server(url).wishesUntil = this.#now() + pauseMs;
  }

  /** How long it still wants to be left alone, in milliseconds; 0 if it does not. */
  wishedRestOf(url: string): number {
    const left = this.#server(url).wishesUntil - this.#now();
    return left > TIMER_SLACK_MS ? left : 0;
  }

  /** It was not there. */
  absent(url: string): void {
    const server = this.#server(url);
    const rest = Math.min(this.#firstRestMs * 2 ** server.absences, LONGEST_REST_MS);
    server.absences++;
    server.restsUntil = this.#now() + rest;
  }

  /** It has answered, be it to a request from before it wanted to be left alone. */
  present(url: string): void {
    const server = this.#server(url);
    server.absences = 0;
    server.restsUntil = 0;
  }

  #server(url: string): Server {
    const known = this.#servers.get(url);
    if (known) return known;
    const server = {
      asked: 0,
      lastChosen: 0,
      restsUntil: 0,
      wishesUntil: 0,
      absences: 0,
      isProbed: false,
    };
    this.#servers.set(url, server);
    return server;
  }

  #isReady(url: string): boolean {
    const { absences, restsUntil } = this.#server(url);
    return absences === 0 && restsUntil <= this.#now();
  }

  #compare(a: Server, b: Server): number {
    return a.asked - b.asked || a.lastChosen - b.lastChosen;
  }

  #probeIfDue(url: string): void {
    const server = this.#server(url);
    if (server.absences === 0 || server.isProbed || server.restsUntil > this.#now()) return;
    server.isProbed = true;
    void this.#probe(url).then(isThere => {
      server.isProbed = false;
      if (isThere) this.present(url);
      // It may have answered a reply meanwhile, and have had no time for the probe.
      else if (server.absences > 0) this.absent(url);
    });
  }

  /**
   * Whether anything answers there; no key is sent, so a refusal is an answer, and one that loads its
   * model or has no list of them is there too.
   */
  async #probe(url: string): Promise<boolean> {
    try {
      const { status, body } = await (this.#fetch ?? fetch)(`${url}/models`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
      });
      await body?.cancel();
      return !GATEWAY_FAILURES.has(status);
    } catch {
      return false;
    }
  }
}
