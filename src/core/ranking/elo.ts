import { OUTCOME, type BattleColumns } from './battleColumns.ts';

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

/** The ratings after so many votes. */
export interface EloMoment {
  readonly votes: number;
  readonly ratings: Float64Array;
}

/**
 * Online Elo: each battle moves both ratings by k × (score − expected score). Unlike Bradley-Terry it
 * depends on the order.
 *
 * @param battles oldest first; a battle's weight multiplies its k.
 * @returns points by bot
 * @see Elo 1978, "The Rating of Chessplayers", section 1.6
 */
export function eloOf(battles: BattleColumns, options: EloOptions): Float64Array {
  const course = new EloCourse(battles, options);
  course.playUntil(battles.a.length);
  return course.ratings;
}

/**
 * The course of online Elo.
 *
 * @param maxPoints most moments kept beside the start; the last vote always is one.
 * @returns the start, then moments at equal distances in votes; empty without votes
 */
export function eloHistory(
  battles: BattleColumns,
  options: EloOptions,
  maxPoints: number,
): EloMoment[] {
  const { voteEnds } = battles;
  const votes = voteEnds?.length ?? battles.a.length;
  if (votes === 0) return [];
  const course = new EloCourse(battles, options);
  const moments: EloMoment[] = [{ votes: 0, ratings: course.ratings.slice() }];
  const step = Math.max(1, Math.ceil(votes / maxPoints));
  for (let done = 0; done < votes;) {
    done = Math.min(done + step, votes);
    course.playUntil(voteEnds ? (voteEnds[done - 1] as number) : done);
    moments.push({ votes: done, ratings: course.ratings.slice() });
  }
  return moments;
}

/** So often the strengths are computed anew, so that no rounding error can grow. */
const FRESH_AFTER = 4096;
/** A battle that moves a log-odds by no more is within 10⁻¹² of the exact step. */
const SMALL_STEP = 0.05;

/**
 * Ratings on their way through the battles. Beside each rating R it keeps the strength e^(α(R − start)):
 * the expected score is then strength a ÷ (strength a + strength b), and a small step multiplies the
 * strengths by a short series, so that no battle costs an exponential. Large steps take the plain formula:
 * with small ones the ratings spread with the logarithm of the battles, and no strength can overflow.
 */
class EloCourse {
  readonly ratings: Float64Array;
  readonly #battles: BattleColumns;
  readonly #options: EloOptions;
  readonly #strengths: Float64Array;
  /** Log-odds a point. */
  readonly #alpha: number;
  readonly #smallSteps: boolean;
  /** The scores of a, by outcome. */
  readonly #scores = new Float64Array(4).fill(0.5);
  #played = 0;

  constructor(battles: BattleColumns, options: EloOptions) {
    this.#battles = battles;
    this.#options = options;
    this.ratings = new Float64Array(battles.bots).fill(options.start);
    this.#strengths = new Float64Array(battles.bots).fill(1);
    this.#alpha = Math.log(options.base) / options.scale;
    const heaviest = battles.weight?.reduce((most, weight) => Math.max(most, weight), 0) ?? 1;
    this.#smallSteps = Math.abs(this.#alpha * options.k * heaviest) <= SMALL_STEP;
    this.#scores[OUTCOME.aWins] = 1;
    this.#scores[OUTCOME.bWins] = 0;
  }

  /** Plays on, up to the battle with this number, which is not played. */
  playUntil(end: number): void {
    while (this.#played < end) {
      // The refreshes depend on the battle's number only: stopping on the way changes no digit.
      if (this.#played % FRESH_AFTER === 0) this.#refresh();
      const untilRefresh = this.#played - (this.#played % FRESH_AFTER) + FRESH_AFTER;
      const next = Math.min(end, untilRefresh);
      if (this.#smallSteps) this.#playFast(this.#played, next);
      else this.#playPlain(this.#played, next);
      this.#played = next;
    }
  }

  #refresh(): void {
    const { start } = this.#options;
    for (let bot = 0; bot < this.ratings.length; bot++) {
      this.#strengths[bot] = Math.exp(this.#alpha * ((this.ratings[bot] as number) - start));
    }
  }

  #playFast(from: number, to: number): void {
    const { a, b, outcome, weight } = this.#battles;
    const { k } = this.#options;
    const ratings = this.ratings;
    const strengths = this.#strengths;
    const scores = this.#scores;
    const alpha = this.#alpha;
    for (let i = from; i < to; i++) {
      const botA = a[i] as number;
      const botB = b[i] as number;
      const strengthA = strengths[botA] as number;
      const strengthB = strengths[botB] as number;
      const surprise =
        (scores[outcome[i] as number] as number) - strengthA / (strengthA + strengthB);
      const change = (weight ? k * (weight[i] as number) : k) * surprise;
      ratings[botA] = (ratings[botA] as number) + change;
      ratings[botB] = (ratings[botB] as number) - change;
      const step = alpha * change;
      const square = step * step;
      // e^step and e^−step share the even and the odd half of the series up to the sixth power.
      const even = 1 + square * (1 / 2 + square * (1 / 24 + square * (1 / 720)));
      const odd = step * (1 + square * (1 / 6 + square * (1 / 120)));
      strengths[botA] = strengthA * (even + odd);
      strengths[botB] = strengthB * (even - odd);
    }
  }

  #playPlain(from: number, to: number): void {
    const { a, b, outcome, weight } = this.#battles;
    for (let i = from; i < to; i++) {
      const botA = a[i] as number;
      const botB = b[i] as number;
      const expected = 1 / (1 + Math.exp(this.#alpha * this.#lead(botB, botA)));
      const score = this.#scores[outcome[i] as number] as number;
      const change = this.#options.k * (weight?.[i] ?? 1) * (score - expected);
      this.ratings[botA] = (this.ratings[botA] as number) + change;
      this.ratings[botB] = (this.ratings[botB] as number) - change;
    }
  }

  /** Points by which one bot is ahead of another. */
  #lead(bot: number, other: number): number {
    return (this.ratings[bot] as number) - (this.ratings[other] as number);
  }
}
