import type { SeatedBot } from './model.ts';

/** The bots that are there before any is configured: their names and the models that come with the extension. */
export const DEMO_BOTS = {
  owl: 'Owl (toy)',
  finch: 'Finch (toy)',
  sloth: 'Sloth (toy)',
} as const;

/** Whether all of these are demo bots, under the names that they come with. */
export function areDemoBots(seats: readonly SeatedBot[]): boolean {
  const known = new Map(Object.entries(DEMO_BOTS).map(([model, name]) => [name as string, model]));
  return (
    seats.length > 0 &&
    seats.every(({ kind, name, model }) => kind === 'llama' && model === `${known.get(name)}.gguf`)
  );
}
