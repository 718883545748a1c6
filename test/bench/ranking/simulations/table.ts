/** What a simulation found, with what it was to show. */
export interface SimulationTable {
  readonly name: string;
  /** What must hold in every row. */
  readonly claim: string;
  readonly runs: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly holds: boolean;
}

/** Of shares and ratios: three digits behind the point. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** What 95 % may be off, and what chance adds to it where there are fewer than a thousand runs. */
const OFF = 0.015;

/** Whether so many of the 95 % intervals held the truth as their name says: 93.5 … 96.5 %. */
export function coversAsPromised(covered: number, runs: number): boolean {
  const byChance = runs < 1000 ? 3 * Math.sqrt((0.95 * 0.05) / runs) : 0;
  return Math.abs(covered - 0.95) <= Math.max(OFF, byChance);
}
