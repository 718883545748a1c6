import { createHash } from 'node:crypto';
import path from 'node:path';
import { modelAddress } from '../../core/catalogue/modelAddress.ts';
import type { Look } from '../../protocol/downloadProcess.ts';
import { isSameFile } from '../app/downloadPlan.ts';
import {
  downloadErrorCode,
  type DownloadPlan,
  type DownloadPort,
  type RunningDownload,
} from '../app/downloads.ts';
import { DownloadChild } from './downloadChild.ts';
import { DownloadError, writeError } from './downloadError.ts';
import { reviseKnown, type KnownFolders } from './knownFolders.ts';
import { isLocked } from './lock.ts';
import { readNote, readNotes, removeNote, writeNote } from './notes.ts';
import { keptBytes, removeParts, type PartsPlace } from './parts.ts';

export interface NodeDownloadsOptions {
  /** The bundled worker. */
  readonly workerPath: string;
  /** Where models go; read anew for each download. */
  readonly folder: () => string;
  /** Those that models went to before, with what is not whole yet. */
  readonly known: KnownFolders;
  /** The model hub's address without a slash at its end. */
  readonly hub: string;
  /** What the user gave for an origin, such as `https://huggingface.co`. */
  readonly token: (origin: string) => Promise<string | undefined>;
  readonly log: (line: string) => void;
  /** How long a server may be silent. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 60_000;
/** How often a file may be replaced while it is fetched. */
const ATTEMPTS = 2;
/** The folder of what is not whole yet. */
const PARTS = '.downloads';

/** Downloads into a folder of this machine, each in a process of its own. */
export class NodeDownloads implements DownloadPort {
  readonly #options: NodeDownloadsOptions;
  /** Where parts of each download may lie: the setting may be another one than when it was begun. */
  readonly #folders = new Map<string, Set<string>>();

  constructor(options: NodeDownloadsOptions) {
    this.#options = options;
  }

  async look(address: string, signal?: AbortSignal): Promise<Look> {
    const child = this.#child(() => {});
    const kill = (): void => void child.kill();
    signal?.addEventListener('abort', kill);
    try {
      signal?.throwIfAborted();
      return await this.#look(child, address);
    } finally {
      signal?.removeEventListener('abort', kill);
      await child.kill();
    }
  }

  async unfinished(): Promise<
    readonly { readonly plan: DownloadPlan; readonly bytesDone: number }[]
  > {
    const found: { readonly plan: DownloadPlan; readonly bytesDone: number }[] = [];
    const before = [...this.#folders.values()].flatMap(each => [...each]);
    for (const folder of new Set([
      this.#options.folder(),
      ...before,
      ...this.#options.known.read(),
    ])) {
      for (const { plan } of await readNotes(path.join(folder, PARTS))) {
        const place = placeIn(folder, plan.id);
        if (await isLocked(fileOf(place, 'lock'))) continue;
        this.#remember(plan.id, folder);
        found.push({ plan, bytesDone: await keptBytes(place, plan.look.bytes) });
      }
      await this.#revise(folder);
    }
    return found;
  }

  begin(
    plan: DownloadPlan,
    tell: (bytesDone: number, isChecking: boolean) => void,
  ): RunningDownload {
    let child: DownloadChild | undefined;
    const stop = new AbortController();
    const folder = this.#options.folder();
    this.#remember(plan.id, folder);
    const attempt = async (number: number): Promise<Awaited<RunningDownload['done']>> => {
      stop.signal.throwIfAborted();
      const own = (child = this.#child(tell));
      try {
        return await this.#fetch(own, plan, folder, number);
      } catch (error) {
        const again = downloadErrorCode(error) === 'otherFile' && number < ATTEMPTS;
        if (!again) throw error;
      } finally {
        await own.kill();
      }
      await removeUnlocked(placeIn(folder, plan.id));
      return attempt(number + 1);
    };
    const done = attempt(1);
    return {
      done,
      stop: async () => {
        stop.abort();
        await child?.kill();
        await done.catch(() => {});
      },
    };
  }

  async discard(id: string): Promise<void> {
    const folders = this.#folders.get(id) ?? [this.#options.folder()];
    for (const folder of folders) {
      const place = placeIn(folder, id);
      await removeUnlocked(place);
      // Left over from a killed process.
      await removeNote(fileOf(place, 'lock'));
      await removeNote(fileOf(place, 'json'));
      await this.#revise(folder);
    }
    this.#folders.delete(id);
  }

  async #fetch(
    child: DownloadChild,
    plan: DownloadPlan,
    folder: string,
    attempt: number,
  ): Promise<Awaited<RunningDownload['done']>> {
    const place = placeIn(folder, plan.id);
    const seen = await this.#look(child, plan.address);
    // Whoever said that it can go on in the middle and sends something else is not asked to again.
    const look = attempt === 1 ? seen : { ...seen, resumable: false };
    const { sha256 } = plan;
    if (sha256 !== undefined && look.sha256 !== undefined && look.sha256 !== sha256)
      throw new DownloadError('otherFile', look.host);
    await refuseLocked(place);
    // The plan may be a fresh one, of another file than the parts are of.
    const noted = await readNote(fileOf(place, 'json'));
    if (!noted || !isSameFile(noted.look, look)) await removeParts(place);
    try {
      await writeNote(fileOf(place, 'json'), { ...plan, look });
    } catch (error) {
      throw writeError(error);
    }
    await this.#revise(folder);
    const target = path.join(folder, ...plan.id.split('/'));
    const { isChecked } = await child.fetch({
      look,
      ...place,
      target,
      patienceMs: this.#options.patienceMs ?? PATIENCE_MS,
      ...(sha256 !== undefined && { sha256 }),
      ...(await this.#tokenFor(look.url)),
    });
    return { path: target, isChecked };
  }

  async #look(child: DownloadChild, address: string): Promise<Look> {
    const { hub } = this.#options;
    const read = modelAddress(address);
    const token = await this.#tokenFor(read?.kind === 'url' ? read.url : hub);
    return child.look({ address, hub, ...token });
  }

  async #tokenFor(url: string): Promise<{ token?: string }> {
    const token = URL.canParse(url) ? await this.#options.token(new URL(url).origin) : undefined;
    return token === undefined || token === '' ? {} : { token };
  }

  #child(onProgress: (bytesDone: number, isChecking: boolean) => void): DownloadChild {
    const { workerPath, log } = this.#options;
    return new DownloadChild({ workerPath, onProgress, onLog: log });
  }

  #remember(id: string, folder: string): void {
    this.#folders.set(id, new Set([...(this.#folders.get(id) ?? []), folder]));
  }

  /** A folder that could not be remembered, or forgotten, stops no download. */
  async #revise(folder: string): Promise<void> {
    const { known, log } = this.#options;
    try {
      await reviseKnown(known, folder, path.join(folder, PARTS));
    } catch (error) {
      log(`the folders of the downloads could not be remembered: ${String(error)}`);
    }
  }
}

function placeIn(folder: string, id: string): PartsPlace {
  // The downloader cuts long names, and every part of the id may be long.
  const partName = createHash('sha256').update(id).digest('hex').slice(0, 16);
  return { partsFolder: path.join(folder, PARTS), partName };
}

const fileOf = ({ partsFolder, partName }: PartsPlace, extension: string): string =>
  path.join(partsFolder, `${partName}.${extension}`);

/** @throws DownloadError `busy` while another window is at it */
async function refuseLocked(place: PartsPlace): Promise<void> {
  if (await isLocked(fileOf(place, 'lock'))) throw new DownloadError('busy');
}

/** Removes what nobody writes into any more. @throws DownloadError `busy` */
async function removeUnlocked(place: PartsPlace): Promise<void> {
  await refuseLocked(place);
  await removeParts(place);
}
