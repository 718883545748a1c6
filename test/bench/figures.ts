/** Milliseconds that work took. */
export async function timed<T>(
  work: () => T | Promise<T>,
): Promise<{ readonly result: Awaited<T>; readonly ms: number }> {
  const began = performance.now();
  const result = await work();
  return { result, ms: performance.now() - began };
}

export interface Spread {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export function spreadOf(times: readonly number[]): Spread {
  return { p50Ms: round(percentile(times, 0.5)), p95Ms: round(percentile(times, 0.95)) };
}

/** @param share 0 … 1; 0.5 is the median. @returns NaN of nothing */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Two digits behind the point below 10, else one. */
export function round(value: number): number {
  return value < 10 ? Math.round(value * 100) / 100 : Math.round(value * 10) / 10;
}

/** Memory of the whole process after a clean-up, in MB. Needs --expose-gc. */
export function memoryMb(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1e6);
}

/** The longest time for which the event loop did not turn while the work ran, in milliseconds. */
export async function longestPause<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly ms: number; readonly pauseMs: number }> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  }, 1);
  try {
    const { result, ms } = await timed(work);
    longest = Math.max(longest, performance.now() - last);
    return { result, ms, pauseMs: longest };
  } finally {
    clearInterval(timer);
  }
}
