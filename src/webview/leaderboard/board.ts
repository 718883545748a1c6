import { signal } from '@preact/signals';
import { leaderboardPage, type LeaderboardSnapshot } from '../../protocol/leaderboardPage.ts';
import { Client } from '../../protocol/rpc.ts';
import { portTo, type EditorApi } from '../host.ts';
import { inTime } from '../inTime.ts';

/** The leaderboard as the host has it. */
export class Board {
  /** Undefined until it is known. */
  readonly snapshot = signal<LeaderboardSnapshot | undefined>(undefined);
  readonly error = signal('');
  readonly #client: Client<typeof leaderboardPage>;

  constructor(editor: EditorApi) {
    const refused = (error: unknown) => {
      this.error.value = error instanceof Error ? error.message : String(error);
    };
    const show = (snapshot: LeaderboardSnapshot) => {
      this.snapshot.value = snapshot;
      this.error.value = '';
    };
    // Each event is the whole board, so the newest that came is right whatever was missed.
    this.#client = new Client(leaderboardPage, portTo(editor), { changed: show }, refused);
    void inTime(this.#client.ask('leaderboard/snapshot', {})).then(show, refused);
  }

  openArena(): void {
    void this.#client.ask('arena/open', {}).catch((error: unknown) => {
      this.error.value = error instanceof Error ? error.message : String(error);
    });
  }
}
