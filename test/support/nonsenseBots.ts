import { writeDemoModels } from '../../scripts/demo/models.mjs';

interface NonsenseBot {
  readonly name: string;
  readonly kind: 'llama';
  readonly modelPath: string;
  readonly contextSize: number;
  readonly sampling: { readonly maxTokens: number };
}

const SHOWN = { parrot: 'Parrot', owl: 'Owl' } as const;

/**
 * Two local bots for tests that look at something else than what is said: of half a megabyte each, they
 * talk nonsense, at length and never the same.
 *
 * @param folder where their models are written; made if it is missing
 */
export async function nonsenseBots(folder: string): Promise<readonly NonsenseBot[]> {
  return (await writeDemoModels(folder)).map(({ name, file }) => ({
    name: `${SHOWN[name]} (demo, talks nonsense)`,
    kind: 'llama',
    modelPath: file,
    // A toy spends many tokens on a word: room for some twenty turns.
    contextSize: 8192,
    sampling: { maxTokens: 300 },
  }));
}
