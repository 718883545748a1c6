import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

/** Of `/proc/<pid>/stat`: Linux has counted in hundredths of a second on every machine since 2.6. */
const TICKS_A_SECOND = 100;

/** The pids of the model processes that this extension host started, oldest first. */
export function modelProcesses(): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n');
  return lines
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(match => Number(match?.[2]) === process.pid && match?.[3]?.includes('modelProcess.mjs'))
    .map(match => Number(match?.[1]))
    .sort((a, b) => a - b);
}

interface Thread {
  readonly name: string;
  /** Whether it runs, or would if a core were free. */
  readonly isRunning: boolean;
  /** Processor time used so far. */
  readonly seconds: number;
}

/** The threads of a process at this instant; Linux only. */
export function threadsOfProcess(pid: number): readonly Thread[] {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).map(id => {
    const stat = readFileSync(`${tasks}/${id}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    // After the name, which may hold anything: field 3 is the state, 14 and 15 the time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const seconds = (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    return { name, isRunning: fields[0] === 'R', seconds };
  });
}
