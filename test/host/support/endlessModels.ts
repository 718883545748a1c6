import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { demoModel } from '../../../scripts/demo/models.mjs';
import { workspaceFolder } from './workspace.ts';

/** Two local bots, for the setting, that talk until they are stopped or have said so many tokens. */
export async function endlessBots(maxTokens: number): Promise<readonly object[]> {
  const folder = await mkdtemp(path.join(workspaceFolder(), 'endless-'));
  const contextSize = maxTokens + 1024;
  return Promise.all(
    (['parrot', 'owl'] as const).map(async name => {
      const modelPath = path.join(folder, `${name}.gguf`);
      await writeFile(modelPath, demoModel(name, { endless: true, contextLength: contextSize }));
      return { name, kind: 'llama', modelPath, contextSize, sampling: { maxTokens } };
    }),
  );
}
