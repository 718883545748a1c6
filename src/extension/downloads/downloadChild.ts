import { fork, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import { ipcPort } from '../../bots/ipcPort.ts';
import { downloadProcess } from '../../protocol/downloadProcess.ts';
import { Client, RemoteError, type Answer, type Ask } from '../../protocol/rpc.ts';

type Calls = typeof downloadProcess;

export interface ChildOptions {
  /** The bundled worker. */
  readonly workerPath: string;
  readonly onProgress: (bytesDone: number, isChecking: boolean) => void;
  readonly onLog: (line: string) => void;
}

/** The host's side of the process of one download. It may be killed at any time: nothing is lost but some blocks. */
export class DownloadChild {
  readonly #child: ChildProcess;
  readonly #client: Client<Calls>;
  /** Resolves when nothing of it runs. */
  readonly gone: Promise<void>;

  constructor({ workerPath, onProgress, onLog }: ChildOptions) {
    this.#child = fork(workerPath, {
      execArgv: [],
      env: {
        ...process.env,
        // Inside the editor the executable is Electron, which this makes a plain Node.
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: '',
      },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => onLog(text.trimEnd()));
    this.#client = new Client<Calls>(
      downloadProcess,
      ipcPort(this.#child),
      {
        progress: ({ bytesDone }) => onProgress(bytesDone, false),
        checking: ({ bytesDone }) => onProgress(bytesDone, true),
      },
      (error, what) => onLog(`"${what}" was not understood: ${String(error)}`),
    );
    this.gone = new Promise(resolve => {
      this.#child.once('exit', (code, signal) => {
        this.#ended(`exit ${signal ?? code ?? '?'}`);
        resolve();
      });
      this.#child.on('error', error => {
        this.#ended(error.message);
        if (this.#child.pid === undefined) resolve();
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  look(ask: Ask<Calls, 'look'>): Promise<Answer<Calls, 'look'>> {
    return this.#client.ask('look', ask);
  }

  fetch(ask: Ask<Calls, 'fetch'>): Promise<Answer<Calls, 'fetch'>> {
    return this.#client.ask('fetch', ask);
  }

  async kill(): Promise<void> {
    this.#ended('stopped');
    this.#child.kill('SIGKILL');
    await this.gone;
  }

  #ended(how: string): void {
    this.#client.end(new RemoteError('processEnded', how));
  }
}
