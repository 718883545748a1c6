// @ts-check
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cachePath } from '../host/cache.mjs';

const README = `# A first visit to ChatZoo

1. **Models.** Three toy bots are there already: ask them about animals, small sums or a bit of code. Press F1 and run
   **ChatZoo: Add a Model** to add your own: GGUF files, or any OpenAI-compatible server.
2. **Arena.** Press F1 and run **ChatZoo: Open Arena**. Send one prompt to all bots and vote for the best answer.
3. **Leaderboard.** Press F1 and run **ChatZoo: Open Leaderboard** to see how your votes rank the bots.

This folder is yours: change it, or open another one with \`npm start -- --folder PATH\`.
`;

/**
 * A folder to play in, made once.
 *
 * @returns {Promise<string>}
 */
export async function demoFolder() {
  const folder = cachePath('demo');
  const readme = path.join(folder, 'README.md');
  await mkdir(folder, { recursive: true });
  if (!existsSync(readme)) await writeFile(readme, README);
  return folder;
}
