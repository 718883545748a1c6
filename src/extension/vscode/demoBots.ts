import path from 'node:path';

/** How a setting names a model that comes with the extension: `demo:owl`. */
const DEMO_PATH = /^demo:([a-z]+)$/;

// The command line has the same bots.
export { demoEntries } from '../app/demoEntries.ts';

/** The file that a path of the settings means if it is `demo:` and a name. */
export function demoModelPath(extensionPath: string, modelPath: string): string | undefined {
  const name = DEMO_PATH.exec(modelPath)?.[1];
  return name && path.join(extensionPath, 'media', 'zoo', `${name}.gguf`);
}
