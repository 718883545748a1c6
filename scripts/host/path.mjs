// @ts-check
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * @param {readonly string[]} names in order of preference
 * @param {(file: string) => boolean} [accept]
 * @returns {string | undefined} the first program on PATH
 */
export function findOnPath(names, accept = () => true) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  for (const name of names) {
    for (const folder of folders) {
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (isExecutable(file) && accept(file)) return file;
      }
    }
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
