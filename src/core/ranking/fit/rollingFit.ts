import { OUTCOME, type BattleColumns } from '../battleColumns.ts';
import { bradleyTerryGradient } from './bradleyTerry.ts';
import { connectivityOf } from './connectivity.ts';
import { sandwich } from './denseCovariance.ts';
import { DenseLaplacian } from './denseLaplacian.ts';
import { pointsPerLogit, ratingsOf, type FitOptions } from './fit.ts';
import { fitCounts } from './fitBradleyTerry.ts';
import { scatterOf } from './fitCovariance.ts';
import { DENSE_BOTS, maximise } from './maximise.ts';
import { expectedScore } from './outcomes.ts';
import { countPairs, type PairCounts } from './pairCounts.ts';
import { pairTerms, type PairTerms } from './pairTerms.ts';
import { RollingState } from './rollingState.ts';
import { isPairVotes, pairPlaces } from './voteStream.ts';
import { withPair, withVotes, type PairVote } from './growth.ts';

/** Log-odds from the last exact fit, after which there is a new one: variances are off by half a percent. */
const FAR = 0.005;
/** A step so large leaves more than a hundredth of a point to the next one. */
const LARGE_STEP = 0.01;
/** Rounding errors must not add up for ever. */
const MOST_VOTES = 5000;

/**
 * A fit that follows new votes: as they come one by one on top of many, ratings and variances cost the
 * square of the bots and no pass over the votes. Where that would not be near the full fit (a new pair, few
 * votes, no maximum, Davidson's ties, many bots), they come from a full fit once they are asked for.
 */
export class RollingFit {
  readonly #options: FitOptions;
  /** The votes, unless each is one battle of weight 1. */
  readonly #battles: BattleColumns | undefined;
  readonly #added: PairVote[] = [];
  #counts: PairCounts;
  #placeOf: (a: number, b: number) => number;
  #terms: PairTerms | undefined;
  /** Undefined if only a full fit will do. */
  #state: RollingState | undefined;
  #votes = 0;
  #rating: Float64Array | undefined;
  #variance: Float64Array | undefined;

  constructor(battles: BattleColumns, options: FitOptions) {
    this.#options = options;
    this.#battles = isPairVotes(battles) ? undefined : battles;
    this.#counts = countPairs(battles);
    this.#placeOf = pairPlaces(this.#counts);
    this.#refresh();
  }

  /** Points per bot. */
  get rating(): Float64Array {
    if (!this.#rating) this.#refresh();
    return this.#rating as Float64Array;
  }

  /** Points² per bot. */
  get variance(): Float64Array {
    if (!this.#variance) this.#refresh();
    return this.#variance as Float64Array;
  }

  /**
   * One vote more, between two bots; a bot against itself changes nothing.
   *
   * @param outcome a value of `OUTCOME`.
   * @throws RangeError if there is no such bot or outcome.
   */
  add(a: number, b: number, outcome: number): void {
    const { bots } = this.#counts;
    if (!(a < bots && b < bots && outcome <= OUTCOME.bothBad)) {
      throw new RangeError(`There is no battle ${a} ${b} ${outcome} among ${bots} bots.`);
    }
    if (a === b) return;
    if (this.#battles) this.#added.push({ a, b, outcome });
    const place = this.#placeOf(a, b);
    if (place === -1) {
      this.#counts = withPair(this.#counts, a, b);
      this.#placeOf = pairPlaces(this.#counts);
      this.#state = undefined;
    }
    const first = Math.min(a, b);
    const score =
      outcome >= OUTCOME.tie ? 0.5 : (outcome === OUTCOME.aWins) === (a === first) ? 1 : 0;
    this.#count(this.#placeOf(a, b), score);
    this.#rating = this.#variance = undefined;
    if (this.#state) this.#follow(first, Math.max(a, b), place, score, this.#state);
  }

  #count(place: number, score: number): void {
    const { won, lost, tied, met } = this.#counts;
    const sums = score === 1 ? won : score === 0 ? lost : tied;
    (sums[place] as number)++;
    (met[place] as number)++;
  }

  #follow(first: number, second: number, place: number, score: number, state: RollingState): void {
    const terms = this.#terms as PairTerms;
    (terms.score[place] as number) += score;
    (terms.total[place] as number)++;
    const { strength } = state;
    const chance = expectedScore((strength[first] as number) - (strength[second] as number), 0);
    state.addVote(first, second, chance * (1 - chance), score - chance);
    const step = state.step(
      bradleyTerryGradient(terms, strength, new Float64Array(terms.first.length)),
    );
    this.#votes++;
    if (step > LARGE_STEP || state.moved > FAR || this.#votes > MOST_VOTES) this.#state = undefined;
    else this.#show(state);
  }

  #show(state: RollingState): void {
    const square = pointsPerLogit(this.#options) ** 2;
    this.#rating = ratingsOf(state.strength, this.#options);
    this.#variance = state.variance.map(value => square * value);
  }

  #refresh(): void {
    const counts = this.#counts;
    const options = this.#options;
    const graph = connectivityOf(counts);
    this.#state = undefined;
    this.#votes = 0;
    const isPlain = options.ties === 'half' && !options.pairWeight;
    if (!isPlain || !graph.exists || counts.bots > DENSE_BOTS) {
      const fit = fitCounts(counts, options, this.#allBattles());
      this.#rating = fit.rating;
      this.#variance = fit.variance;
      return;
    }
    const { solution } = maximise(counts, graph, options);
    const scatter = scatterOf(counts, graph, options, solution, this.#allBattles());
    const inverse = new DenseLaplacian(counts, solution.curvature, graph.islands).inverse();
    const covariance = sandwich(inverse, scatter.points, counts.bots);
    const noPrior = { ties: new Float64Array(counts.first.length), decided: 0 };
    this.#terms = pairTerms(counts, undefined, noPrior);
    this.#state = new RollingState(solution.strength, inverse, covariance);
    this.#show(this.#state);
  }

  #allBattles(): BattleColumns | undefined {
    return this.#battles && withVotes(this.#battles, this.#added);
  }
}
