import type { SessionId } from '../../core/model.ts';
import type { Board } from '../../core/ranking/board.ts';
import type { BoardOptions } from '../../core/ranking/options.ts';
import { Emitter, type Subscribe } from '../../core/std/emitter.ts';
import type { Cell, VotesBehind } from '../../protocol/leaderboardPage.ts';
import { BallotBox } from './ballotBox.ts';
import type { BallotStore } from './ports.ts';
import type { ReportContent, VoteCounter } from './voteCounter.ts';

/** The leaderboard over all votes that stand: those of arena sessions. */
export class Standings {
  readonly #box: BallotBox;
  readonly #changed = new Emitter<void>();
  #isTelling = false;
  /** Resolves when no board that a page wants is being counted. */
  #counting: Promise<unknown> = Promise.resolve();
  /** What a page wants to see once that is over. */
  #next: { options: BoardOptions; readonly board: Promise<Board> } | undefined;

  /** Ballots may have come, gone or changed; {@link version} tells whether they did. */
  readonly onChange = this.#changed.event;

  constructor(parts: {
    readonly ballots: BallotStore;
    /**
     * Whatever is stored of sessions, turns and votes, here or elsewhere: in these sessions; without any,
     * nobody knows in which.
     */
    readonly onStored: Subscribe<readonly SessionId[]>;
    /** Called at the first question, and again when what it made is over. */
    readonly startCounter: () => VoteCounter;
  }) {
    this.#box = new BallotBox(parts.ballots, parts.startCounter);
    parts.onStored(ids => {
      this.#box.outdate(ids);
      this.#tell();
    });
  }

  /** A number that grows whenever the ballots change. */
  version(): Promise<number> {
    return this.#box.version();
  }

  /** The first board of a window reads all votes, with pauses; later ones read what changed. */
  async board(options: BoardOptions): Promise<Board> {
    const counter = await this.#box.counter();
    return counter.board(options);
  }

  /**
   * The board for a page, which shows the newest only: of those that wait while one is counted, the last
   * is counted, and all that waited get it.
   */
  newestBoard(options: BoardOptions): Promise<Board> {
    if (this.#next) {
      this.#next.options = options;
      return this.#next.board;
    }
    const board = this.#counting.then(() => {
      const wanted = this.#next?.options ?? options;
      this.#next = undefined;
      return this.board(wanted);
    });
    this.#next = { options, board };
    this.#counting = board.catch(() => undefined);
    return board;
  }

  async report(options: BoardOptions): Promise<ReportContent> {
    const counter = await this.#box.counter();
    return counter.report(options);
  }

  /** The board as `leaderboard.json`. @param program the version of what writes it. */
  async json(options: BoardOptions, program: string): Promise<string> {
    const counter = await this.#box.counter();
    return counter.json(options, program);
  }

  /** The votes behind a part of the board that these options make. */
  async behind(options: BoardOptions, cell: Cell): Promise<VotesBehind> {
    const counter = await this.#box.counter();
    return counter.behind(options, cell);
  }

  /** Whoever still waits for an answer gets an error. */
  close(): Promise<void> {
    return this.#box.end();
  }

  /** Once for all that happens at the same instant: a removal of many is one change. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    void Promise.resolve().then(() => {
      this.#isTelling = false;
      this.#changed.fire();
    });
  }
}
