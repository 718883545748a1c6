/** Longer nobody waits for what a file tells: its drive may be gone. */
const LONGEST_MS = 3000;

/** Undefined if it takes too long. */
export async function inTime<T>(reading: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(resolve, LONGEST_MS, undefined);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}
