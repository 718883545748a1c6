import { leaderboard, type Leaderboard } from '../../core/ranking/leaderboard.ts';
import { Emitter, type Subscribe } from '../../core/std/emitter.ts';
import type { Arena } from './arena.ts';
import type { Stores } from './ports.ts';

/** The leaderboard over all votes that count: those of arena sessions. */
export class Standings {
  readonly #stores: Stores;
  readonly #changed = new Emitter<void>();
  #isTelling = false;

  /** A vote may have come or gone. */
  readonly onChange = this.#changed.event;

  /** @param onMerged votes may have come otherwise than by being cast here. */
  constructor(stores: Stores, arena: Arena, onMerged: Subscribe<void>) {
    this.#stores = stores;
    onMerged(this.#tell);
    arena.onEvent(event => {
      if (event.kind === 'session' || event.kind === 'removed') this.#tell();
    });
  }

  async now(): Promise<Leaderboard> {
    return leaderboard(await this.#stores.votes.ofArena());
  }

  /** Once for all that happens at the same instant: a removal of many is one change. */
  readonly #tell = (): void => {
    if (this.#isTelling) return;
    this.#isTelling = true;
    void Promise.resolve().then(() => {
      this.#isTelling = false;
      this.#changed.fire();
    });
  };
}
