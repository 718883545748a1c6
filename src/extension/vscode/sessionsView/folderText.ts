import path from 'node:path';

/**
 * The folder of a file as people see it, from their own on: `~/data`. A narrow row is cut at its end,
 * where the names stand that tell most.
 */
export function folderText(file: string, home: string): string {
  const folder = path.dirname(file);
  const isInside = folder === home || folder.startsWith(home + path.sep);
  return isInside ? `~${folder.slice(home.length)}` : folder;
}
