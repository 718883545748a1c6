import type { ModelDescription } from '../../../../../src/bots/describeModel.ts';

/** A model of 8 billion parameters, with changes. */
export function described(change: Partial<ModelDescription> = {}): ModelDescription {
  return {
    path: '/m/owl-Q4_K_M.gguf',
    name: 'Owl 8B',
    architecture: 'llama',
    parameters: 8_030_000_000,
    quantisation: 'Q4_K',
    trainContextSize: 131_072,
    hasTemplate: true,
    licence: 'apache-2.0',
    fileSize: 4_920_000_000,
    fileCount: 1,
    contextSize: 4096,
    need: { file: '/m/owl-Q4_K_M.gguf', weights: 4_900_000_000, own: 700_000_000 },
    ...change,
  };
}
