import type { Disposable } from '../../core/std/disposable.ts';
import { Emitter, type Subscribe } from '../../core/std/emitter.ts';
import type { DownloadErrorCode, Look } from '../../protocol/downloadProcess.ts';

/** All that is needed to go on with a download, also in another window or after a restart. */
export interface DownloadPlan {
  /** Where the file goes, below the folder of the models; no two downloads have the same. */
  readonly id: string;
  /** As the user knows it. */
  readonly name: string;
  /** As it was picked or pasted. */
  readonly address: string;
  readonly look: Look;
  /** As the catalogue states it. */
  readonly sha256?: string | undefined;
  /** What the bot's entry holds beside its name and its file. */
  readonly entry: Readonly<Record<string, unknown>>;
}

/** One line of the Models view. */
export interface DownloadRow {
  readonly id: string;
  readonly name: string;
  readonly state: 'running' | 'paused' | 'checking' | 'failed';
  readonly bytesDone: number;
  readonly bytesTotal?: number | undefined;
  /** Why it failed, and what to do, in the user's language. */
  readonly error?: string | undefined;
}

/** How a download ended, or stands still. */
export type DownloadEnd =
  | {
      readonly kind: 'done';
      readonly plan: DownloadPlan;
      readonly path: string;
      /** Whether its content was compared with a checksum. */
      readonly isChecked: boolean;
    }
  | { readonly kind: 'paused' }
  | { readonly kind: 'cancelled' }
  | {
      readonly kind: 'failed';
      readonly code: DownloadErrorCode | undefined;
      readonly error: string;
    };

/** A download at work. */
export interface RunningDownload {
  /** @throws Error with a DownloadErrorCode */
  readonly done: Promise<{ readonly path: string; readonly isChecked: boolean }>;
  /** Ends it, and waits until nothing of it runs; `done` rejects. What was fetched stays. */
  stop(): Promise<void>;
}

/** Files and processes, as the downloads need them. */
export interface DownloadPort {
  /** Asks the server what is there. @throws Error with a DownloadErrorCode */
  look(address: string, signal?: AbortSignal): Promise<Look>;
  /** Those that were begun and did not end; none that another window is at. */
  unfinished(): Promise<readonly { readonly plan: DownloadPlan; readonly bytesDone: number }[]>;
  /** Begins it or goes on with it. */
  begin(
    plan: DownloadPlan,
    tell: (bytesDone: number, isChecking: boolean) => void,
  ): RunningDownload;
  /**
   * Removes what is noted of it and its parts, of which none are left once the file is where it belongs.
   *
   * @throws Error with the code `busy` while another window is at it, which keeps all.
   */
  discard(id: string): Promise<void>;
}

export interface DownloadsContext {
  readonly port: DownloadPort;
  /** An error as a sentence: what happened and what to do. */
  readonly words: (error: unknown, name: string) => string;
  readonly onBug: (what: string, error: unknown) => void;
}

interface Download {
  readonly plan: DownloadPlan;
  row: DownloadRow;
  run: { readonly work: RunningDownload; readonly end: Promise<DownloadEnd> } | undefined;
  /** What the user wants of one that runs. */
  wish: 'pause' | 'cancel' | undefined;
}

/** Whatever code the error of a download carries. */
export function downloadErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/**
 * The downloads of this window, and those that were begun before. None begins or goes on by itself: each does
 * so when it is asked to.
 */
export class Downloads implements Disposable {
  readonly #context: DownloadsContext;
  readonly #changed = new Emitter<undefined>();
  readonly #all = new Map<string, Download>();
  /** Those whose parts and notes are just being removed. */
  readonly #leaving = new Set<string>();

  /** Tells that the rows are others. */
  readonly onChange: Subscribe<undefined> = this.#changed.event;

  constructor(context: DownloadsContext) {
    this.#context = context;
  }

  /** In the order in which they were begun. */
  rows(): readonly DownloadRow[] {
    return [...this.#all.values()].map(({ row }) => row);
  }

  plan(id: string): DownloadPlan | undefined {
    return this.#all.get(id)?.plan;
  }

  /** Asks the server what is at an address. @throws Error with a DownloadErrorCode */
  look(address: string, signal?: AbortSignal): Promise<Look> {
    return this.#context.port.look(address, signal);
  }

  /** Looks for what was begun before, by this window or another one. */
  async refresh(): Promise<void> {
    const before = new Set([...this.#all.keys(), ...this.#leaving]);
    const noted = await this.#context.port.unfinished();
    // What left the list meanwhile may still have been noted.
    const found = noted.filter(({ plan: { id } }) => this.#all.has(id) || !before.has(id));
    const ids = new Set(found.map(({ plan }) => plan.id));
    for (const [id, { run, row }] of this.#all) {
      if (!run && row.state === 'paused' && !ids.has(id)) this.#all.delete(id);
    }
    for (const { plan, bytesDone } of found) {
      if (this.#all.has(plan.id)) continue;
      const row = { ...rowOf(plan), state: 'paused', bytesDone } as const;
      this.#all.set(plan.id, { plan, row, run: undefined, wish: undefined });
    }
    this.#changed.fire(undefined);
  }

  /** Begins a download, or joins the one of the same file. Resolves when it ends or stands still. */
  start(plan: DownloadPlan): Promise<DownloadEnd> {
    const known = this.#all.get(plan.id);
    if (known?.run) return known.run.end;
    const bytesDone = known?.row.bytesDone ?? 0;
    const download: Download = {
      plan,
      row: { ...rowOf(plan), state: 'running', bytesDone },
      run: undefined,
      wish: undefined,
    };
    this.#all.set(plan.id, download);
    return this.#run(download);
  }

  /** Goes on with one that stands still. */
  async resume(id: string): Promise<DownloadEnd> {
    const download = this.#all.get(id);
    if (!download) return { kind: 'cancelled' };
    return download.run?.end ?? this.#run(download);
  }

  /** Lets one stand still; what was fetched stays. */
  async pause(id: string): Promise<void> {
    await this.#stop(id, 'pause');
  }

  /**
   * Ends one, and removes what was fetched of it.
   *
   * @throws Error with the code `busy` if it is another window's by now, which goes on undisturbed.
   */
  async cancel(id: string): Promise<void> {
    await this.#stop(id, 'cancel');
    await this.#remove(id);
  }

  /** Takes a finished one from the list, once its bot is there. */
  async settle(id: string): Promise<void> {
    try {
      await this.#remove(id);
    } catch (error) {
      // Another window begins it just now, and will find the file in its place.
      if (downloadErrorCode(error) !== 'busy') throw error;
    }
  }

  /** Lets all stand still. */
  async close(): Promise<void> {
    await Promise.all([...this.#all.keys()].map(id => this.pause(id)));
    this.dispose();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #stop(id: string, wish: 'pause' | 'cancel'): Promise<void> {
    const download = this.#all.get(id);
    if (!download?.run) return;
    const { work, end } = download.run;
    download.wish = wish;
    await work.stop();
    await end;
  }

  async #remove(id: string): Promise<void> {
    if (!this.#all.delete(id)) return;
    this.#leaving.add(id);
    this.#changed.fire(undefined);
    try {
      await this.#context.port.discard(id);
    } finally {
      this.#leaving.delete(id);
    }
  }

  #run(download: Download): Promise<DownloadEnd> {
    const { plan } = download;
    download.wish = undefined;
    const work = this.#context.port.begin(plan, (bytesDone, isChecking) => {
      this.#show(download, { state: isChecking ? 'checking' : 'running', bytesDone });
    });
    const end = this.#ended(download, work);
    download.run = { work, end };
    this.#show(download, { state: 'running', error: undefined });
    return end;
  }

  async #ended(download: Download, work: RunningDownload): Promise<DownloadEnd> {
    const { plan } = download;
    try {
      const { path, isChecked } = await work.done;
      download.run = undefined;
      this.#show(download, { state: 'paused', bytesDone: plan.look.bytes ?? 0 });
      return { kind: 'done', plan, path, isChecked };
    } catch (error) {
      download.run = undefined;
      if (download.wish !== undefined) {
        this.#show(download, { state: 'paused' });
        return { kind: download.wish === 'pause' ? 'paused' : 'cancelled' };
      }
      const code = downloadErrorCode(error) as DownloadErrorCode | undefined;
      if (code === undefined) this.#context.onBug(`The download of ${plan.name} failed`, error);
      const words = this.#context.words(error, plan.name);
      // Nothing of it can be resumed or removed here: it is the other window's.
      if (code === 'busy') this.#drop(download);
      else this.#show(download, { state: 'failed', error: words });
      return { kind: 'failed', code, error: words };
    }
  }

  #drop(download: Download): void {
    if (this.#all.get(download.plan.id) !== download) return;
    this.#all.delete(download.plan.id);
    this.#changed.fire(undefined);
  }

  #show(download: Download, change: Partial<DownloadRow>): void {
    download.row = { ...download.row, ...change };
    if (this.#all.get(download.plan.id) === download) this.#changed.fire(undefined);
  }
}

function rowOf({ id, name, look }: DownloadPlan): Omit<DownloadRow, 'state' | 'bytesDone'> {
  return { id, name, ...(look.bytes !== undefined && { bytesTotal: look.bytes }) };
}
