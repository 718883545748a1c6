/** Long enough for a small machine that builds something else at the same time. */
export const PATIENCE_MS = 30_000;

const PAUSE_MS = 100;

/**
 * Asks again and again until there is an answer.
 *
 * @throws Error that names what was waited for
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  let lastError: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      lastError = error; // a page that is just changing
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`Waited ${String(patienceMs / 1000)} s for ${what}.`, { cause: lastError });
}
