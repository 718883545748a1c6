import { fileURLToPath } from 'node:url';

/** The files of a `text/uri-list` as it is dropped; what is no file of this machine is left out. */
export function droppedPaths(uriList: string): readonly string[] {
  const paths = uriList.split(/\r?\n/).flatMap(line => {
    const uri = line.trim();
    if (!uri.startsWith('file:')) return [];
    try {
      return [fileURLToPath(uri)];
    } catch {
      // Another machine's, or no address at all.
      return [];
    }
  });
  return [...new Set(paths)];
}
