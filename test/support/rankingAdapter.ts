import type { BattleColumns } from '../../src/core/ranking/battleColumns.ts';
import { ELO_DEFAULTS, eloOf } from '../../src/core/ranking/elo.ts';
import type { FitOptions } from '../../src/core/ranking/fit/fit.ts';
import { fitBradleyTerry } from '../../src/core/ranking/fit/fitBradleyTerry.ts';
import { ranksOf } from '../../src/core/ranking/fit/ranks.ts';
import { bootstrap as bootstrapOf } from '../../src/core/ranking/resample/bootstrap.ts';

// The project as the golden checker wants it: `check_golden.mjs --engine THIS`.

interface Input {
  readonly models: readonly string[];
  readonly a: Uint16Array;
  readonly b: Uint16Array;
  readonly o: Uint8Array;
  /** A pair's battles count together as one of 50 would, or less. */
  readonly reweighted?: boolean;
  readonly useAnchor?: boolean;
}

const ANCHOR = 'mixtral-8x7b-instruct-v0.1';

export function fit(input: Input) {
  const { rating, variance, battles, exists } = fitBradleyTerry(columnsOf(input), optionsOf(input));
  return {
    rating: [...rating],
    variance: [...variance],
    rank: [...ranksOf(rating, variance).low],
    numBattles: [...battles],
    finite: exists,
  };
}

export function elo(input: Input): number[] {
  return [...eloOf(columnsOf(input), ELO_DEFAULTS)];
}

export function bootstrap(input: Input & { readonly rounds: number; readonly seed: number }) {
  const { rounds, seed } = input;
  const { sd, lower, upper } = bootstrapOf(columnsOf(input), {
    rounds,
    seed,
    fit: optionsOf(input),
  });
  return { sd: [...sd], q025: [...lower], q975: [...upper] };
}

/** A bot against itself makes no battle. */
function columnsOf({ models, a, b, o }: Input): BattleColumns {
  const differ = (_: number, at: number): boolean => a[at] !== b[at];
  return {
    bots: models.length,
    a: a.filter(differ),
    b: b.filter(differ),
    outcome: o.filter(differ),
  };
}

function optionsOf({ models, reweighted, useAnchor }: Input): FitOptions {
  return {
    ties: 'half',
    scale: 400,
    base: 10,
    start: 1000,
    ...(useAnchor && { anchor: { bot: models.indexOf(ANCHOR), rating: 1114 } }),
    ...(reweighted && { pairWeight: battles => 1 / Math.max(battles, 50) }),
  };
}
