import { signal, type Signal } from '@preact/signals';
import type { Board } from '../../core/ranking/board.ts';
import { BOARD_DEFAULTS, type BoardFilter, type BoardOptions } from '../../core/ranking/options.ts';
import { leaderboardPage, type Cell, type VotesBehind } from '../../protocol/leaderboardPage.ts';
import { Client, type Answer, type Ask } from '../../protocol/rpc.ts';
import { portTo, type EditorApi } from '../host.ts';
import { inTime } from '../inTime.ts';
import { t } from '../l10n.ts';
import { FrameQueue } from './frameQueue.ts';
import { keep, readKept, type Fold, type Place } from './kept.ts';
import { Newest } from './newest.ts';
import type { Sort } from './table/sort.ts';

type Calls = (typeof leaderboardPage)['calls'];

/** Milliseconds in which votes that come together are waited for. */
const GATHER_MS = 100;

/** The votes that somebody wants to see. */
export interface Behind {
  readonly cell: Cell;
  /** Undefined until they are there. */
  readonly votes?: VotesBehind;
  /** Whether they will never be there; the error is told. */
  readonly hasFailed?: boolean;
}

/** What the parts of the page share: the board, what it is to be made by, and the way to the host. */
export class Leaderboard {
  /** Undefined until it is known; the old one stays while a new one is made. */
  readonly board = signal<Board | undefined>(undefined);
  readonly options: Signal<BoardOptions>;
  readonly sort: Signal<Sort>;
  readonly open: Signal<readonly Fold[]>;
  /** Why there is no newer board; only a newer board takes it away. */
  readonly boardError = signal('');
  /** Why the host would not do what else was asked last. */
  readonly error = signal('');
  /** Read aloud. */
  readonly said = signal('');
  readonly behind = signal<Behind | undefined>(undefined);
  /** Where the page stood when it was left. */
  readonly place: Place;
  /** Who draws, draws here. */
  readonly frames = new FrameQueue();
  /** Whether a newer board is being made. */
  readonly isAsking: Signal<boolean>;
  readonly #editor: EditorApi;
  readonly #client: Client<typeof leaderboardPage>;
  readonly #newest: Newest<BoardOptions, Board>;
  #isGathering = false;

  constructor(editor: EditorApi) {
    this.#editor = editor;
    const { options, sort, open, place } = readKept(editor);
    this.options = signal(options);
    this.sort = signal(sort);
    this.open = signal(open);
    this.place = place;
    this.#client = new Client(
      leaderboardPage,
      portTo(editor),
      { changed: () => this.#gather() },
      error => this.refuse(error),
    );
    this.#newest = new Newest({
      ask: asked => {
        this.#ping();
        return this.#client.ask('board/get', asked);
      },
      take: (board, asked) => {
        this.boardError.value = '';
        // The answer to a question that nobody asks any more would only flash by.
        if (asked !== this.options.peek()) return;
        const isFirst = this.board.peek() === undefined;
        this.board.value = board;
        if (isFirst && place.cell) this.showCell(place.cell);
      },
      fail: error => {
        this.boardError.value = messageOf(error);
      },
    });
    this.isAsking = this.#newest.isAsking;
    this.#newest.ask(options);
  }

  /** Asks for the board again. */
  reload(): void {
    this.#newest.ask(this.options.peek());
  }

  /** Makes the board anew by changed options, and keeps them. */
  change(change: Partial<BoardOptions>): void {
    this.#set({ ...this.options.peek(), ...change });
  }

  changeFilter(change: Partial<BoardFilter>): void {
    this.change({ filter: { ...this.options.peek().filter, ...change } });
  }

  reset(): void {
    this.#set(BOARD_DEFAULTS);
  }

  sortBy(sort: Sort): void {
    this.sort.value = sort;
    keep(this.#editor, { sort });
  }

  fold(fold: Fold, isOpen: boolean): void {
    const others = this.open.peek().filter(other => other !== fold);
    this.open.value = isOpen ? [...others, fold] : others;
    keep(this.#editor, { open: this.open.value });
  }

  /** Keeps where the page stands, for when it comes back. */
  stand(change: Partial<Place>): void {
    keep(this.#editor, { place: { ...readKept(this.#editor).place, ...change } });
  }

  /** Shows the votes behind a number. */
  async show(cell: Cell): Promise<void> {
    const asked: Behind = { cell };
    this.behind.value = asked;
    const { place } = this;
    this.stand({ cell, listTop: cell === place.cell ? place.listTop : 0 });
    const votes = await this.#ask('board/behind', { options: this.#shown(), cell });
    // It may have been closed, or another one opened.
    if (this.behind.peek() === asked)
      this.behind.value = votes ? { cell, votes } : { cell, hasFailed: true };
  }

  /** After the votes behind a number were closed. */
  hide(): void {
    this.behind.value = undefined;
    this.error.value = '';
    this.stand({ cell: undefined, listTop: 0 });
  }

  /** The same for all charts, so that none is drawn anew for it. */
  readonly showCell = (cell: Cell): void => void this.show(cell);

  tell<Name extends keyof Calls>(call: Name, body: Ask<typeof leaderboardPage, Name>): void {
    void this.#ask(call, body);
  }

  /** Saves a file that the page has made. */
  async save(file: Ask<typeof leaderboardPage, 'file/save'>): Promise<void> {
    this.#saved(await this.#ask('file/save', file));
  }

  async saveBoard(format: 'html' | 'json'): Promise<void> {
    this.#saved(await this.#ask('board/save', { options: this.#shown(), format }));
  }

  /** Shows a fault of the page itself where the host's are shown. */
  refuse(error: unknown): void {
    this.error.value = messageOf(error);
  }

  /** @returns undefined if the host would not; why is then on the page. */
  async #ask<Name extends keyof Calls>(
    call: Name,
    body: Ask<typeof leaderboardPage, Name>,
  ): Promise<Answer<typeof leaderboardPage, Name> | undefined> {
    // A word that is said already would not be read aloud again.
    this.said.value = '';
    try {
      const answer = await this.#client.ask(call, body);
      this.error.value = '';
      return answer;
    } catch (error) {
      this.refuse(error);
      return undefined;
    }
  }

  /** Says what to do when nobody is there; a board may take as long as it must. */
  #ping(): void {
    inTime(this.#client.ask('ping', {})).catch((error: unknown) => {
      if (this.isAsking.peek()) this.boardError.value = messageOf(error);
    });
  }

  #saved(answer: { readonly saved: boolean } | undefined): void {
    if (answer?.saved === true) this.said.value = t('Saved');
  }

  /** The options of the numbers in sight, not of a board that is still being made. */
  #shown(): BoardOptions {
    return this.board.peek()?.options ?? this.options.peek();
  }

  #set(options: BoardOptions): void {
    this.options.value = options;
    keep(this.#editor, { options });
    this.#newest.ask(options);
  }

  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    setTimeout(() => {
      this.#isGathering = false;
      this.reload();
    }, GATHER_MS);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
