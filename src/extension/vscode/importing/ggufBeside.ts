import { readdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** As many as a person can choose among. */
const MOST_FILES = 50;

/**
 * The GGUF files that may be the model which a configuration names: the file itself; those in the
 * folder; those beside it, or beside the configuration, whose names begin as its does. Of a split one the
 * first part.
 *
 * @param named a path, absolute, under `~` or relative to the configuration's folder; a name on
 *   Hugging Face is one too, which mostly leads nowhere.
 */
export async function ggufBeside(named: string, configFolder: string): Promise<readonly string[]> {
  if (named.includes('\0')) return [];
  const place = path.resolve(configFolder, named.replace(/^~(?=$|[/\\])/, os.homedir()));
  if (isModel(place)) return (await isFile(place)) ? [place] : [];
  const inside = await modelsIn(place);
  if (inside.length > 0) return inside;
  const start = path.basename(place).toLowerCase();
  const folders = new Set([path.dirname(place), configFolder]);
  const beside = (await Promise.all([...folders].map(modelsIn))).flat();
  return beside.filter(file => path.basename(file).toLowerCase().startsWith(start));
}

async function modelsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter(name => isModel(name) && !isLaterPart(name) && !isProjector(name))
    .sort()
    .slice(0, MOST_FILES)
    .map(name => path.join(folder, name));
}

function isModel(name: string): boolean {
  return /\.gguf$/i.test(name);
}

function isLaterPart(name: string): boolean {
  return /-(?!0*1-)\d{5}-of-\d{5}\.gguf$/i.test(name);
}

/** What turns pictures into tokens: no model by itself. */
function isProjector(name: string): boolean {
  return /(?:^|[-_.])mmproj(?:[-_.]|$)/i.test(name);
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    found => found.isFile(),
    () => false,
  );
}
