/** Lets one in at a time, in order of arrival. */
export class Lock {
  #last: Promise<void> = Promise.resolve();

  /** Resolves once all that have entered by now are through. */
  free(): Promise<void> {
    return this.#last;
  }

  /** @returns what to call when leaving, or undefined if the signal aborted while waiting. */
  async enter(signal: AbortSignal): Promise<(() => void) | undefined> {
    const before = this.#last;
    const { promise, leave } = door();
    // Who gives up keeps its place until those before it are through, so that the next one waits.
    this.#last = before.then(() => promise);
    await untilAborted(before, signal);
    if (!signal.aborted) return leave;
    leave();
    return undefined;
  }
}

/** Waits for the work, but no longer than until the signal aborts. */
export async function untilAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise: aborted, leave } = door();
  signal.addEventListener('abort', leave, { once: true });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

function door(): { readonly promise: Promise<void>; readonly leave: () => void } {
  let leave = (): void => {};
  const promise = new Promise<void>(resolve => (leave = resolve));
  return { promise, leave };
}
