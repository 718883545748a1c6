import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Outcome {
  /** `died`: the process ended while it loaded or answered. */
  readonly kind: 'answered' | 'refused' | 'died' | 'silent';
  /** The answer, llama.cpp's reason, or how the process ended and its last words. */
  readonly reason: string;
}

const CHILD = fileURLToPath(new URL('loadCheckerChild.mjs', import.meta.url));
const PATIENCE_MS = 20_000;

/** Gives files to a llama.cpp in a process of its own, and a new process when that died. */
export class LoadChecker {
  readonly #script: string;
  #child: ChildProcess | undefined;
  #words = '';
  readonly #pids: number[] = [];

  /** @param script where loadCheckerChild.mjs is, for who runs bundled. */
  constructor(script = CHILD) {
    this.#script = script;
  }

  /** Loads a model and asks it for a few tokens. */
  load(file: string): Promise<Outcome> {
    const child = this.#running();
    this.#words = '';
    return new Promise(resolve => {
      const end = (outcome: Outcome): void => {
        clearTimeout(patience);
        child.removeAllListeners('message').removeAllListeners('close');
        resolve(outcome);
      };
      const patience = setTimeout(() => {
        child.kill('SIGKILL');
        end({ kind: 'silent', reason: `nothing for ${PATIENCE_MS} ms` });
      }, PATIENCE_MS);
      child.once('message', message => end(message as Outcome));
      child.once('close', (code, signal) => {
        this.#child = undefined;
        end({ kind: 'died', reason: `${signal ?? `exit code ${code ?? '?'}`}: ${this.#cause()}` });
      });
      child.send(file);
    });
  }

  /** Those of its processes that still run. */
  get alive(): readonly number[] {
    return this.#pids.filter(pid => {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    });
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const gone = new Promise(resolve => child.once('close', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    const child = fork(this.#script, { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#words = (this.#words + text).slice(0, 4000);
    });
    if (child.pid !== undefined) this.#pids.push(child.pid);
    this.#child = child;
    return child;
  }

  /** llama.cpp names the place where it gave up. */
  #cause(): string {
    const lines = this.#words.split('\n');
    return (
      lines.find(line => /GGML_ASSERT|\.cpp:\d+|what\(\)/.test(line)) ??
      lines[0] ??
      ''
    ).trim();
  }
}
