import { setTimeout as sleep } from 'node:timers/promises';
import { BotError, type ReplyPart, type ReplyRequest } from '../bot.ts';
import { serversOf, type OpenAiSpec } from '../botSpec.ts';
import type { ServerQueues } from '../serverQueues.ts';
import { attempt, type Attempt, type AttemptOptions, type Refusal } from './attempt.ts';
import type { Source } from './bodyText.ts';
import type { Call } from './call.ts';
import { credentialsFor, type Secrets } from './credentials.ts';
import { hostOf, stillResting } from './failures.ts';
import { LONGEST_WISH_MS } from './pauses.ts';
import { Patience } from './patience.ts';
import { USUAL_DIALECT, type Dialect } from './request.ts';

/** So long others are asked before a server that failed; it may have been this request or this model. */
const FAILING_REST_MS = 5000;

/** A server that has begun to answer. */
export interface Answering {
  readonly response: Response;
  readonly source: Source;
  /** Takes the request out of the server's queue. */
  readonly leave: () => void;
}

export interface AskingOptions extends AttemptOptions {
  readonly secrets: Secrets;
  readonly queues: ServerQueues;
  /** The first pause before a request is sent again, in milliseconds. */
  readonly firstPauseMs: number;
  /** Called right before each request. */
  readonly onSend: () => void;
}

/** Finds a server that answers: the one with the shortest queue, then the others, then all again. */
export class Asking {
  readonly #spec: OpenAiSpec;
  readonly #servers: readonly string[];
  readonly #dialects = new Map<string, Dialect>();

  constructor(spec: OpenAiSpec) {
    this.#spec = spec;
    this.#servers = serversOf(spec);
  }

  /**
   * @returns the server that answers; it stays the same from here on.
   * @throws BotError once all servers and all retries are used up, or for what every server would refuse;
   *   anything once the call was stopped.
   */
  async *ask(
    request: ReplyRequest,
    call: Call,
    options: AskingOptions,
  ): AsyncGenerator<ReplyPart, Answering> {
    const { queues, onLog } = options;
    const patience = new Patience(this.#spec, options.firstPauseMs);
    for (;;) {
      const baseUrl = queues.choose(this.#servers, patience);
      if (baseUrl !== undefined) {
        const answering = await this.#askOne(baseUrl, request, call, patience, options);
        if (answering !== undefined) return answering;
        continue;
      }
      this.#addResting(patience, queues);
      const { pauseMs, why, baseUrl: waitedFor } = patience.next();
      onLog(`${hostOf(waitedFor)} is ${why}; asked again in ${Math.round(pauseMs)} ms`);
      yield { kind: 'retrying', pauseMs, why };
      // A stop ends the pause at once: the signal rejects it.
      await sleep(pauseMs, undefined, { signal: call.signal });
      patience.goOn(waitedFor);
    }
  }

  /** @returns undefined if it refused. */
  async #askOne(
    baseUrl: string,
    request: ReplyRequest,
    call: Call,
    patience: Patience,
    options: AskingOptions,
  ): Promise<Answering | undefined> {
    const { queues, onLog } = options;
    const host = hostOf(baseUrl);
    if (this.#servers.length > 1) {
      onLog(`${host} is chosen; ${queues.lengthOf(baseUrl)} requests are there`);
    }
    // At once: whoever chooses next, while this one waits for its key, must see it there.
    const leave = queues.enter(baseUrl);
    let isAnswering = false;
    try {
      const source = await this.#source(baseUrl, host, call, options.secrets);
      let met: Attempt;
      if (source instanceof BotError) {
        onLog(`${host} cannot be asked: ${source.message}`);
        met = { kind: 'refuses', why: 'refused', isPassing: false, error: source };
      } else {
        options.onSend();
        met = await this.#attempt(baseUrl, request, source, options);
        if (met.kind === 'answers') {
          queues.present(baseUrl);
          isAnswering = true;
          return { response: met.response, source, leave };
        }
      }
      if (met.why === 'silent') call.goOn();
      // What a stop cut short says nothing of the server.
      call.signal.throwIfAborted();
      patience.refused(baseUrl, met);
      avoid(baseUrl, met, queues);
      return undefined;
    } finally {
      if (!isAnswering) leave();
    }
  }

  #attempt(
    baseUrl: string,
    request: ReplyRequest,
    source: Source,
    options: AskingOptions,
  ): Promise<Attempt> {
    const dialects = {
      get: (url: string) => this.#dialects.get(url) ?? USUAL_DIALECT,
      set: (url: string, dialect: Dialect) => void this.#dialects.set(url, dialect),
    };
    return attempt(this.#spec, baseUrl, request, source, dialects, options);
  }

  /** Or why the server cannot be asked: a secret that it wants is missing or unfit. */
  async #source(
    baseUrl: string,
    host: string,
    call: Call,
    secrets: Secrets,
  ): Promise<Source | BotError> {
    try {
      const credentials = await credentialsFor(baseUrl, host, this.#spec, secrets);
      call.signal.throwIfAborted();
      return { host, credentials, call, timeoutSeconds: this.#spec.timeoutSeconds };
    } catch (error) {
      if (error instanceof BotError) return error;
      throw error;
    }
  }

  /** Those that this reply has not asked, since they told another one to stay away. */
  #addResting(patience: Patience, queues: ServerQueues): void {
    for (const baseUrl of this.#servers) {
      if (patience.has(baseUrl)) continue;
      const pauseMs = queues.wishedRestOf(baseUrl);
      const error = stillResting(hostOf(baseUrl), pauseMs);
      patience.refused(baseUrl, { kind: 'refuses', why: 'busy', isPassing: true, error, pauseMs });
    }
  }
}

/** Keeps other requests away from a server that could not take this one. */
function avoid(baseUrl: string, { why, pauseMs = 0 }: Refusal, queues: ServerQueues): void {
  if (why === 'absent' || why === 'silent') {
    queues.absent(baseUrl);
    return;
  }
  queues.present(baseUrl);
  if (why !== 'busy') queues.rest(baseUrl, FAILING_REST_MS);
  if (pauseMs > 0) queues.restAsWished(baseUrl, Math.min(pauseMs, LONGEST_WISH_MS));
}
