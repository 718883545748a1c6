import { readFileSync } from 'node:fs';

/** Linux counts the time of processes in hundredths of a second. */
const TICK_MS = 10;
/** What a template that loops for ever computes at least in its time, on a busy machine too. */
const LEAST_SHARE = 1 / 2;
/** How much longer to wait where the system does not tell what a process computes. */
const UNSEEN = 3;

/**
 * Tells a chat template that never ends from a process that only waits, for a core or for memory: by
 * what it computed while nothing was heard of it.
 */
export class TemplateClock {
  readonly #pid: number | undefined;
  readonly #timeoutMs: number;
  #before: number | undefined;

  constructor(pid: number | undefined, timeoutMs: number) {
    this.#pid = pid;
    this.#timeoutMs = timeoutMs;
    this.heard();
  }

  /** How long a silence may be before it is looked at, in milliseconds. */
  get limitMs(): number {
    return this.#timeoutMs * (this.#before === undefined ? UNSEEN : 1);
  }

  /** Whether it has computed for so long in this silence that the template must be at fault. */
  get loops(): boolean {
    const now = cpuTimeMs(this.#pid);
    if (this.#before === undefined || now === undefined) return true;
    return now - this.#before >= this.#timeoutMs * LEAST_SHARE;
  }

  /** The silence begins anew. */
  heard(): void {
    this.#before = cpuTimeMs(this.#pid);
  }
}

/**
 * How long a process has computed so far, all its threads together, in milliseconds.
 *
 * source: proc_pid_stat(5)
 *
 * @returns undefined where there is no such process, and on systems other than Linux.
 */
function cpuTimeMs(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything; the third field follows it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [userTime, systemTime] = fields.slice(11, 13).map(Number);
    const ticks = (userTime ?? NaN) + (systemTime ?? NaN);
    return Number.isNaN(ticks) ? undefined : ticks * TICK_MS;
  } catch {
    return undefined;
  }
}
