import { simulateCoverage } from './coverage.ts';
import { simulateLengthBias } from './lengthBias.ts';
import { simulateNextPair } from './nextPair.ts';
import { simulatePower } from './power.ts';
import type { SimulationTable } from './table.ts';

// Proves the statistics by simulation: `npm run simulate:ranking`. Prints a table a line, as JSON.
// Arguments: how many runs, then the names of the simulations that are wanted, or none for all.

const SEED = 2026;
/** A run of the last one asks hundreds of votes one by one, each after a fit of its own. */
const RUNS_PER_NEXT_PAIR = 20;

const SIMULATIONS: Readonly<Record<string, (runs: number, seed: number) => SimulationTable>> = {
  coverage: simulateCoverage,
  lengthBias: simulateLengthBias,
  power: simulatePower,
  nextPair: (runs, seed) => simulateNextPair(Math.ceil(runs / RUNS_PER_NEXT_PAIR), seed),
};

const [runs = '1000', ...wanted] = process.argv.slice(2);
for (const [name, simulate] of Object.entries(SIMULATIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`${JSON.stringify(simulate(Number(runs), SEED))}\n`);
}
