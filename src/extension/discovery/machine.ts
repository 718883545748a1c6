import path from 'node:path';

/** Where this program runs, as far as the places of other programs' models hang on it. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The rules of the platform's paths, so that another platform's can be tried here. */
export function pathsOf({ platform }: Pick<Machine, 'platform'>): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}
