import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Loads a bundle of dist/ that lies beside the extension's own, because few need it.
 *
 * @returns what the file exports that the bundle is made of; the caller knows which that is.
 */
export function lateBundle(extensionPath: string, name: 'exchange' | 'report'): unknown {
  return createRequire(__filename)(path.join(extensionPath, 'dist', `${name}.cjs`));
}
