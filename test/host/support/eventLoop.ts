import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const milliseconds = (value: number) => Math.round(value * 100) / 100;

/** How long this process's event loop was held up while something went on. */
export interface EventLoopFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The longest pause, whoever caused it: on a machine whose cores are all busy also the system. */
  readonly maxMs: number;
  /** The most processor time that this process spent within one pause: what it can have caused itself. */
  readonly ownMaxMs: number;
}

/** Measures while the action runs. */
export async function measureEventLoop<T>(
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly figures: EventLoopFigures }> {
  const delay = monitorEventLoopDelay({ resolution: 2 });
  let ownMaxMs = 0;
  let used = process.cpuUsage();
  const sampler = setInterval(() => {
    const { user, system } = process.cpuUsage(used);
    used = process.cpuUsage();
    ownMaxMs = Math.max(ownMaxMs, (user + system) / 1000);
  }, 1);
  delay.enable();
  try {
    const result = await action();
    const figures = {
      p50Ms: milliseconds(delay.percentile(50) / 1e6),
      p99Ms: milliseconds(delay.percentile(99) / 1e6),
      maxMs: milliseconds(delay.max / 1e6),
      ownMaxMs: milliseconds(ownMaxMs),
    };
    return { result, figures };
  } finally {
    delay.disable();
    clearInterval(sampler);
  }
}

/** Keeps every core busy at the priority of the models: what the pauses are like without ChatZoo. */
export async function keepCoresBusy(forMs: number): Promise<void> {
  const script = `os.setPriority(os.constants.priority.PRIORITY_LOW);
    const end = Date.now() + ${forMs}; while (Date.now() < end);`;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  await Promise.all(
    Array.from(
      { length: availableParallelism() },
      () =>
        new Promise<void>((resolve, reject) => {
          const child = spawn(process.execPath, ['-e', script], { env, stdio: 'ignore' });
          child.once('error', reject);
          child.once('close', () => resolve());
        }),
    ),
  );
}
