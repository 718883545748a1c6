import { DEMO_BOTS } from '../../core/demoBots.ts';
import type { BotEntry } from './botEntries.ts';

/**
 * The bots that are there before any is configured: toy models of this project's own making, which say so
 * in their names. Their context is as long as the longest dialogue that they learnt from: more only
 * confuses them, so that of a long session they see the last turns.
 */
export function demoEntries(): readonly BotEntry[] {
  const bot = (model: keyof typeof DEMO_BOTS, temperature: number): BotEntry => ({
    name: DEMO_BOTS[model],
    kind: 'llama',
    modelPath: `demo:${model}`,
    contextSize: 512,
    contextOverflow: 'dropOldest',
    // Nothing is won by bringing half a megabyte to a graphics card.
    gpuLayers: 0,
    sampling: { temperature, maxTokens: 120 },
  });
  return [bot('owl', 0.2), bot('finch', 0.2), bot('sloth', 0.7)];
}
