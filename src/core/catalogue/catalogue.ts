import { CLASSIC_MODELS } from './classicModels.ts';
import type { Preset } from './preset.ts';
import { SMALL_MODELS } from './smallModels.ts';

/** All models that ChatZoo knows by name. Data only: nothing of it is fetched before somebody asks. */
export const CATALOGUE: readonly Preset[] = [...SMALL_MODELS, ...CLASSIC_MODELS];

/** What a bot gets as its context, in tokens, unless the model was made for less: each one takes memory. */
const USUAL_CONTEXT = 8192;

/** The entry of the setting `chatzoo.bots` for a model, all but its name and its file. */
export function presetEntry(preset: Preset): Readonly<Record<string, unknown>> {
  return {
    kind: 'llama',
    ...(preset.holdsTemplate ? {} : { template: preset.template }),
    contextSize: Math.min(USUAL_CONTEXT, preset.contextSize),
    sampling: preset.sampling,
  };
}
