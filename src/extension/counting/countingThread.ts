import { Worker } from 'node:worker_threads';
import type { Board } from '../../core/ranking/board.ts';
import type { BoardOptions } from '../../core/ranking/options.ts';
import type { Translate } from '../../core/text.ts';
import type { Cell, VotesBehind } from '../../protocol/leaderboardPage.ts';
import { Client, type Answer, type Ask } from '../../protocol/rpc.ts';
import type { Log } from '../app/ports.ts';
import type { ChangedSessions, ReportContent, VoteCounter } from '../app/voteCounter.ts';
import { counting } from './contract.ts';
import { threadPort } from './threadPort.ts';

/** Its memory is given back then; the next board takes the time of a window's first one again. */
const IDLE_MS = 10 * 60_000;

type Calls = (typeof counting)['calls'];

/** Counts votes in a thread of its own: ten thousand take seconds, in which replies stream on. */
export class CountingThread implements VoteCounter {
  readonly #worker: Worker;
  readonly #client: Client<typeof counting>;
  readonly #t: Translate;
  readonly #idleMs: number;
  readonly #log: Pick<Log, 'error'>;
  /** Why it is over. */
  #reason: Error | undefined;
  /** Questions without an answer yet. */
  #open = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(parts: {
    /** The bundle of worker.ts. */
    readonly file: string;
    readonly t: Translate;
    readonly log: Pick<Log, 'error'>;
    readonly idleMs?: number;
  }) {
    this.#t = parts.t;
    this.#log = parts.log;
    this.#idleMs = parts.idleMs ?? IDLE_MS;
    // Not the flags of the editor's process: some of them no thread takes.
    this.#worker = new Worker(parts.file, { name: 'ChatZoo votes', execArgv: [] });
    this.#client = new Client(counting, threadPort(this.#worker), {}, () => {});
    const broke = (error: unknown): void => {
      this.#break(error);
    };
    this.#worker.on('error', broke);
    this.#worker.on('messageerror', broke);
    this.#worker.on('exit', code => {
      this.#break(new Error(`exit code ${code}`));
    });
  }

  get isOver(): boolean {
    return this.#reason !== undefined;
  }

  async take(sessions: ChangedSessions): Promise<void> {
    await this.#ask('take', sessions);
  }

  board(options: BoardOptions): Promise<Board> {
    return this.#ask('board', options);
  }

  report(options: BoardOptions): Promise<ReportContent> {
    return this.#ask('report', options);
  }

  json(options: BoardOptions, program: string): Promise<string> {
    return this.#ask('json', { options, program });
  }

  behind(options: BoardOptions, cell: Cell): Promise<VotesBehind> {
    return this.#ask('behind', { options, cell });
  }

  async end(): Promise<void> {
    this.#finish(new Error(this.#t('The window is closing.')));
    await this.#worker.terminate();
  }

  async #ask<Name extends keyof Calls>(
    call: Name,
    body: Ask<typeof counting, Name>,
  ): Promise<Answer<typeof counting, Name>> {
    clearTimeout(this.#idle);
    this.#open++;
    try {
      return await this.#client.ask(call, body);
    } catch (error) {
      this.#break(error);
      throw this.#reason ?? error;
    } finally {
      this.#open--;
      if (this.#open === 0 && !this.isOver) {
        this.#idle = setTimeout(() => void this.end(), this.#idleMs);
      }
    }
  }

  /** Whatever went wrong: nobody knows what it has left half done in there. */
  #break(error: unknown): void {
    if (this.isOver) return;
    this.#log.error('The thread that counts votes failed', error);
    const why = error instanceof Error ? error.message : String(error);
    this.#finish(new Error(this.#t('The votes could not be counted: {0}', why)));
    void this.#worker.terminate();
  }

  /** The first reason stands. */
  #finish(reason: Error): void {
    if (this.isOver) return;
    this.#reason = reason;
    clearTimeout(this.#idle);
    this.#client.end(reason);
  }
}
