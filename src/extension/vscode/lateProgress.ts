import * as vscode from 'vscode';

/** What is done sooner needs no notification. */
const LATE_MS = 1_000;

export interface ProgressOfWork {
  readonly signal: AbortSignal;
  /** @param part 0 … 1, or undefined where nobody knows. */
  readonly report: (message: string, part?: number) => void;
}

/**
 * Runs the work; if it takes long, a notification shows how far it is and lets the user cancel it,
 * which aborts the signal.
 *
 * @throws whatever the work throws, the signal's reason included.
 */
export async function withLateProgress<T>(
  title: string,
  work: (progress: ProgressOfWork) => Promise<T>,
): Promise<T> {
  const cancel = new AbortController();
  let said = { message: '', part: 0 };
  let tell: (() => void) | undefined;
  const working = work({
    signal: cancel.signal,
    report: (message, part = 0) => {
      said = { message, part };
      tell?.();
    },
  });
  const ended = working.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(() => {
          cancel.abort();
        });
        let shown = 0;
        tell = () => {
          const increment = Math.max(0, 100 * said.part - shown);
          shown += increment;
          progress.report({ message: said.message, increment });
        };
        tell();
        await ended;
      },
    );
  }, LATE_MS);
  try {
    return await working;
  } finally {
    clearTimeout(timer);
  }
}
