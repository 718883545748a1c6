import type { Ballot } from '../../../src/core/ranking/ballot.ts';
import type { Board } from '../../../src/core/ranking/board.ts';
import { makeBoard } from '../../../src/core/ranking/makeBoard.ts';
import type { BoardOptions } from '../../../src/core/ranking/options.ts';
import { votesBehind } from '../../../src/core/ranking/votesBehind.ts';
import { leaderboardPage } from '../../../src/protocol/leaderboardPage.ts';
import { Server, type CallHandlers, type Port } from '../../../src/protocol/rpc.ts';
import { hash } from '../hashing.ts';

type Calls = CallHandlers<typeof leaderboardPage>;

/** A host that makes real boards of the test's votes and writes down what the page asked. */
export class LeaderboardHost {
  readonly asked: { readonly call: string; readonly body: unknown }[] = [];
  readonly bugs: unknown[] = [];
  readonly #changes: Partial<Calls>;
  #ballots: readonly Ballot[];
  #server: Server<typeof leaderboardPage> | undefined;

  constructor(ballots: readonly Ballot[], changes: Partial<Calls> = {}) {
    this.#ballots = ballots;
    this.#changes = changes;
  }

  readonly open = (port: Port): void => {
    const handlers: Calls = {
      ping: () => ({}),
      'board/get': options => this.boardBy(options),
      'board/behind': ({ options, cell }) => votesBehind(this.#ballots, options, cell),
      'session/open': () => ({}),
      'arena/open': () => ({}),
      'file/save': () => ({ saved: true }),
      'board/save': () => ({ saved: true }),
      ...this.#changes,
    };
    const noted = Object.fromEntries(
      Object.entries(handlers).map(([call, handler]) => [
        call,
        (body: never) => {
          this.asked.push({ call, body });
          return (handler as (ask: never) => unknown)(body);
        },
      ]),
    ) as unknown as Calls;
    this.#server = new Server(leaderboardPage, port, noted, {
      onBug: error => void this.bugs.push(error),
    });
  };

  boardBy(options: BoardOptions): Board {
    return makeBoard(this.#ballots, options, hash);
  }

  /** Other votes; the page is told. */
  change(ballots: readonly Ballot[]): void {
    this.#ballots = ballots;
    this.#server?.emit('changed', {});
  }

  /** What was asked by this name, in order. */
  bodiesOf(call: keyof Calls): unknown[] {
    return this.asked.filter(one => one.call === call).map(one => one.body);
  }

  /** The options that the page asked for last. */
  get options(): BoardOptions {
    return this.bodiesOf('board/get').at(-1) as BoardOptions;
  }
}
