import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * A file or folder of the data that lies beside the repository on some machines, and never in it.
 *
 * @returns its path, or undefined where it is missing: the test is then skipped, and a sibling on
 *   data of our own covers the same ground.
 */
export function sharedData(...parts: readonly string[]): string | undefined {
  const file = path.join(
    process.env['CHATZOO_SHARED'] ?? path.join(root, '..', 'shared'),
    'data',
    ...parts,
  );
  return existsSync(file) ? file : undefined;
}
