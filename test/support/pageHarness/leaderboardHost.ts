import {
  leaderboardPage,
  type LeaderboardSnapshot,
} from '../../../src/protocol/leaderboardPage.ts';
import { Server, type Port } from '../../../src/protocol/rpc.ts';

/** A host with a board that the test makes and changes. */
export class LeaderboardHost {
  /** How often the page wanted the arena. */
  arenasOpened = 0;
  readonly #snapshot: LeaderboardSnapshot;
  #server: Server<typeof leaderboardPage> | undefined;

  constructor(snapshot: LeaderboardSnapshot) {
    this.#snapshot = snapshot;
  }

  readonly open = (port: Port): void => {
    this.#server = new Server(
      leaderboardPage,
      port,
      {
        'leaderboard/snapshot': () => this.#snapshot,
        'arena/open': () => {
          this.arenasOpened++;
          return {};
        },
      },
      { onBug: () => undefined },
    );
  };

  change(snapshot: LeaderboardSnapshot): void {
    this.#server?.emit('changed', snapshot);
  }
}
