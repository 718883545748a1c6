import { leaderboard, type Leaderboard } from '../../core/ranking/leaderboard.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { Arena } from './arena.ts';
import type { Stores } from './ports.ts';

/** The leaderboard over all votes that count: those of arena sessions. */
export class Standings {
  readonly #stores: Stores;
  readonly #changed = new Emitter<void>();

  /** A vote may have come or gone. */
  readonly onChange = this.#changed.event;

  constructor(stores: Stores, arena: Arena) {
    this.#stores = stores;
    arena.onEvent(event => {
      if (event.kind === 'session' || event.kind === 'removed') this.#changed.fire();
    });
  }

  async now(): Promise<Leaderboard> {
    return leaderboard(await this.#stores.votes.ofArena());
  }
}
