import path from 'node:path';
import type { LlamaSpec } from '../../bots/botSpec.ts';

/**
 * The two bots that are there before any is configured: toy models of this project's own making,
 * which talk nonsense and say so in their names.
 */
export function demoBots(extensionPath: string): readonly LlamaSpec[] {
  const bot = (name: string, file: string): LlamaSpec => ({
    kind: 'llama',
    name,
    modelPath: path.join(extensionPath, 'dist', 'demo', file),
    systemPrompt: '',
    // A toy spends many tokens on a word: room for some twenty turns.
    contextSize: 8192,
    sampling: { maxTokens: 300 },
  });
  return [
    bot('Parrot (demo, talks nonsense)', 'parrot.gguf'),
    bot('Owl (demo, talks nonsense)', 'owl.gguf'),
  ];
}
