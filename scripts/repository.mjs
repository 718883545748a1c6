// @ts-check
import path from 'node:path';

/** The root of this repository, which is also the extension's folder. */
export const REPOSITORY = path.resolve(import.meta.dirname, '..');
