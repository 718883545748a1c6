import type { Disposable } from '../../core/std/disposable.ts';
import type { Arena } from '../app/arena.ts';
import type { Log } from '../app/ports.ts';

/** How long nothing must have happened, in milliseconds. */
const IDLE_MS = 60_000;

/**
 * Writes the database anew once nothing has happened for a while and no bot answers: that takes the
 * time of the whole file, and spares the next start the reading of a long journal.
 *
 * @param snapshot costs nothing if nothing has changed.
 */
export function snapshotWhenIdle(
  arena: Arena,
  snapshot: () => Promise<void>,
  log: Log,
): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if ([...arena.sessions.all()].some(live => live.running.size > 0)) wait();
      else snapshot().catch((error: unknown) => log.warn(`No snapshot: ${String(error)}`));
    }, IDLE_MS);
  };
  const subscription = arena.onEvent(event => {
    if (event.kind !== 'delta') wait();
  });
  return {
    dispose: () => {
      clearTimeout(timer);
      subscription.dispose();
    },
  };
}
