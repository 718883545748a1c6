import type { Disposable } from '../../core/std/disposable.ts';

/** An action that is asked for often and done seldom. */
export interface Coalesced extends Disposable {
  /** Sees to it that the action begins once more, soon. */
  request(): void;
}

/**
 * Runs an action at most once in `pauseMs` and never twice at the same time; what is asked for while
 * it runs is done once afterwards. The first request runs after `pauseMs`, as others often follow it.
 */
export function coalesce(action: () => Promise<void>, pauseMs: number): Coalesced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  let ended = false;
  const request = (): void => {
    if (ended || timer !== undefined) return;
    if (running) {
      again = true;
      return;
    }
    timer = setTimeout(() => {
      timer = undefined;
      running = true;
      void action().finally(() => {
        running = false;
        if (!again) return;
        again = false;
        request();
      });
    }, pauseMs);
  };
  return {
    request,
    dispose: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
}
