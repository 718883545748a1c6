/** `refused`: something was not done, the rest was. `usage`: not understood. `files`: not read or written. */
export const EXIT = { done: 0, refused: 1, usage: 2, files: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with a message and no stack: nothing in the program is wrong. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The value, or a usage problem that names what it could have been. */
export function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find(known => known === value);
  if (choice !== undefined) return choice;
  throw new Problem(EXIT.usage, `${option} takes ${choices.join(', ')}; not "${value}"`);
}
