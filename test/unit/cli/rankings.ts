import type { Ranking } from '../../../src/core/ranking/ranking.ts';

/** A row as FastChat's cleaning writes it; without a time if none is given. */
export function battle(a: string, b: string, winner: string, tstamp?: number): string {
  return JSON.stringify({ model_a: a, model_b: b, winner, tstamp });
}

export function jsonLines(rows: readonly string[]): string {
  return rows.map(row => `${row}\n`).join('');
}

/** What `chatzoo rank --json` prints. */
export interface PrintedRanking extends Omit<Ranking, 'warnings'> {
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputHash: string;
  readonly warnings: readonly (Readonly<Record<string, unknown>> & { readonly message: string })[];
}

export function ranking(json: string): PrintedRanking {
  return JSON.parse(json) as PrintedRanking;
}

export function ratingsOf(json: string): Readonly<Record<string, number>> {
  return Object.fromEntries(ranking(json).bots.map(({ name, rating }) => [name, rating]));
}
