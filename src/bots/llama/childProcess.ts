import { fork, type ChildProcess } from 'node:child_process';

/** Each backend of llama.cpp has its own name for which GPUs a process may see. Metal has none. */
const DEVICE_LISTS = ['CUDA_VISIBLE_DEVICES', 'HIP_VISIBLE_DEVICES', 'GGML_VK_VISIBLE_DEVICES'];

/**
 * Starts the process of one model, with a channel for messages and its stderr to read.
 *
 * @param devices the GPUs it may see, by number; undefined leaves that to the machine.
 */
export function startChild(
  workerPath: string,
  devices: readonly number[] | undefined,
): ChildProcess {
  const list = devices?.join(',');
  return fork(workerPath, {
    execArgv: [],
    env: {
      ...process.env,
      // Inside the editor the executable is Electron, which this makes a plain Node.
      ELECTRON_RUN_AS_NODE: '1',
      // It may hold what a debugger wants of every Node process; the model wants none of it.
      NODE_OPTIONS: '',
      ...(list === undefined ? {} : Object.fromEntries(DEVICE_LISTS.map(name => [name, list]))),
    },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
