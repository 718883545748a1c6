import type { Battle, BotKey } from './battles.ts';

/** The constants of ChatZoo and FastChat. */
export const ELO_DEFAULTS = { k: 4, scale: 400, base: 10, start: 1000 } as const;

export interface EloOptions {
  /** Most points one battle can move. */
  readonly k: number;
  /** Points at which the odds are `base` to 1. */
  readonly scale: number;
  readonly base: number;
  /** A newcomer's rating. */
  readonly start: number;
}

/** Expected score of a against b, 0 … 1. */
export function expectedScore(
  ratingA: number,
  ratingB: number,
  { scale, base }: Pick<EloOptions, 'scale' | 'base'> = ELO_DEFAULTS,
): number {
  return 1 / (1 + base ** ((ratingB - ratingA) / scale));
}

/**
 * Online Elo: each battle moves both ratings by k × (score − expected score). The result depends
 * on the order of the battles, so it draws the history; bots not seen before start at `start`.
 *
 * @param ratings in Elo points, changed in place.
 * @param battles oldest first.
 * @see Elo 1978, "The Rating of Chessplayers", section 1.6
 */
export function applyElo(
  ratings: Map<BotKey, number>,
  battles: Iterable<Battle>,
  options: EloOptions = ELO_DEFAULTS,
): void {
  for (const battle of battles) {
    const a = ratings.get(battle.a) ?? options.start;
    const b = ratings.get(battle.b) ?? options.start;
    const change = options.k * (battle.score - expectedScore(a, b, options));
    ratings.set(battle.a, a + change);
    ratings.set(battle.b, b - change);
  }
}
