import process from 'node:process';
import { Worker } from 'node:worker_threads';

const EVERY_MS = 1000;

/**
 * What the thread runs; plain code, since the process is bundled into one file. An orphan gets
 * another parent on Unix; on Windows its parent's number is no process's any more.
 */
const WATCH = `
const { workerData: { parent, every, mostBytes } } = require('node:worker_threads');
const gone = () => {
  if (process.ppid !== parent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
};
const end = () => process.kill(process.pid, 'SIGKILL');
setInterval(() => {
  if (gone()) end();
  if (process.memoryUsage.rss() <= mostBytes) return;
  const most = Math.round(mostBytes / 1e6);
  require('node:fs').writeSync(2, 'The process took more than ' + most + ' MB of memory.\\n');
  end();
}, every);
`;

/**
 * Ends this process when its host is gone, also while its main thread is busy and cannot hear that
 * the channel to the host has closed.
 *
 * @param mostBytes ends it too when it takes more memory than that, and says so on stderr.
 */
export function watchParent(mostBytes = Infinity): void {
  new Worker(WATCH, {
    eval: true,
    workerData: { parent: process.ppid, every: EVERY_MS, mostBytes },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  }).unref();
}
