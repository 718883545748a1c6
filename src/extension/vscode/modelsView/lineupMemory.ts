import type * as vscode from 'vscode';

const LAST = 'lineup';

/** Keeps in the workspace which line-up was used last. */
export function lineupMemory(memento: vscode.Memento): {
  get(): string | undefined;
  set(name: string | undefined): Thenable<void>;
} {
  return {
    get: () => memento.get<string>(LAST),
    set: name => memento.update(LAST, name),
  };
}
