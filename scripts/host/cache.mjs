// @ts-check
import os from 'node:os';
import path from 'node:path';

/**
 * Where everything that is fetched or remembered between runs lives: never inside the repository.
 *
 * @param {...string} parts
 * @returns {string}
 */
export function cachePath(...parts) {
  const { CHATZOO_CACHE, XDG_CACHE_HOME } = process.env;
  const root =
    CHATZOO_CACHE ||
    (XDG_CACHE_HOME
      ? path.join(XDG_CACHE_HOME, 'chatzoo')
      : path.join(os.homedir(), '.cache', 'chatzoo'));
  return path.resolve(root, ...parts);
}
