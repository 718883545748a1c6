/** Milliseconds of one slice: what is left of a frame at 60 Hz is the browser's. */
const SLICE = 8;

type Job = () => void;
const waiting: Job[] = [];
let isRunning = false;

/** @returns a function that calls it off. */
export function nextFrame(job: Job): () => void {
  const frame = requestAnimationFrame(job);
  return () => cancelAnimationFrame(frame);
}

/**
 * For the replies of a session that is opened: the newest, which is in sight, first, and the page
 * answers meanwhile.
 *
 * @returns a function that calls it off.
 */
export function whenIdle(job: Job): () => void {
  waiting.push(job);
  if (!isRunning) {
    isRunning = true;
    setTimeout(work);
  }
  return () => {
    const index = waiting.indexOf(job);
    if (index >= 0) waiting.splice(index, 1);
  };
}

function work(): void {
  const end = performance.now() + SLICE;
  try {
    while (performance.now() < end) {
      const job = waiting.pop();
      if (!job) break;
      job();
    }
  } finally {
    // One that throws does not hold up the others.
    isRunning = waiting.length > 0;
    if (isRunning) setTimeout(work);
  }
}
