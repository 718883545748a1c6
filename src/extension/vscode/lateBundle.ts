import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Loads a bundle of dist/ that lies beside the extension's own, once somebody needs it. Classes are others in
 * each bundle: an error that crosses is told by its name and code, not by `instanceof`.
 *
 * @returns what the file exports that the bundle is made of; the caller knows which that is.
 */
export function lateBundle(
  extensionPath: string,
  name: 'app' | 'exchange' | 'manage' | 'report',
): unknown {
  return createRequire(__filename)(path.join(extensionPath, 'dist', `${name}.cjs`));
}
