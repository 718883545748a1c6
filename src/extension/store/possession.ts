import { setTimeout as pause } from 'node:timers/promises';
import { Emitter } from '../../core/std/emitter.ts';
import { attach } from './attach.ts';
import type { Attached } from './attach.ts';
import { AttachAgain } from './commit.ts';
import type { Hold } from './hold.ts';
import { Displaced } from './owner.ts';
import type { Source } from './source.ts';
import { StoreError } from './storeError.ts';
import type { Memory } from './writers.ts';

/** Windows that write at the same instant take the database from each other so often at most. */
const ATTEMPTS = 30;
const PAUSE_MS = 20;

/**
 * Whose the files are. They are this window's until another one acts; then they are opened again
 * before anything is written, and likewise if they were removed or could not be written.
 *
 * Its methods must not overlap.
 */
export class Possession {
  readonly #source: Source;
  readonly #forReading: boolean;
  readonly #reloaded = new Emitter<void>();
  #path: string;
  #memory: Memory;
  /** Undefined while the files are to be opened again. */
  #hold: Hold | undefined;
  #overtaken = false;
  #sharingIsKnown: boolean;

  readonly onReload = this.#reloaded.event;

  constructor(
    source: Source,
    start: {
      readonly path: string;
      readonly memory: Memory;
      readonly hold?: Hold;
      readonly sharingIsKnown?: boolean;
      readonly forReading?: boolean;
    },
  ) {
    this.#source = source;
    this.#path = start.path;
    this.#memory = start.memory;
    this.#hold = start.hold;
    this.#sharingIsKnown = start.sharingIsKnown ?? false;
    this.#forReading = start.forReading ?? false;
  }

  get path(): string {
    return this.#path;
  }

  /** What was read last; old if another window has written since. */
  get memory(): Memory {
    return this.#memory;
  }

  get hold(): Hold | undefined {
    return this.#hold;
  }

  get isOvertaken(): boolean {
    return this.#overtaken;
  }

  /** The memory has this record now. */
  advance(seq: number): void {
    this.#memory = { ...this.#memory, seq };
  }

  /** The data is elsewhere now. */
  moved(path: string, hold: Hold): void {
    this.#hold?.journal.close().catch(() => undefined);
    this.#path = path;
    this.#hold = hold;
    this.#overtaken = false;
  }

  /** What was read before is old. */
  announce(): void {
    this.#reloaded.fire();
  }

  /** Runs work on the files when they are this window's, and again if they turn out not to be. */
  async own<T>(work: (hold: Hold) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(this.#hold ?? (await this.attach()));
      } catch (error) {
        const reason = error instanceof AttachAgain ? error.cause : error;
        if (reason === error && !isDisplacement(error)) throw error;
        this.letGo(reason);
        await giveWay(attempt, reason);
      }
    }
  }

  /** Opens the files again if another window has them. @returns whether it did. */
  async refresh(): Promise<boolean> {
    if (this.#forReading) return false;
    try {
      await this.#hold?.owner.check();
      if (this.#hold) return false;
    } catch (error) {
      this.letGo(error);
    }
    try {
      await this.attach();
      return true;
    } catch {
      // The next write tells why.
      return false;
    }
  }

  /** The files are to be opened again before the next write. */
  letGo(reason: unknown): void {
    this.#hold?.journal.close().catch(() => undefined);
    this.#hold = undefined;
    if (reason instanceof Displaced && reason.to !== undefined) this.#path = reason.to;
    this.#overtaken = reason instanceof StoreError && reason.code === 'lost';
    if (this.#overtaken) this.#tellSharing();
  }

  async attach(): Promise<Hold> {
    if (this.#forReading) throw new StoreError('readOnly', `${this.#path} was opened for reading.`);
    const old = this.#memory;
    const mine = { memory: old, overtaken: this.#overtaken };
    const { memory, hold, fromLiving } = await attach(this.#source, this.#path, mine);
    this.#memory = memory;
    this.#hold = hold;
    this.#overtaken = false;
    if (memory.engine !== old.engine) old.engine.close();
    if (fromLiving) this.#tellSharing();
    this.#reloaded.fire();
    return hold;
  }

  async close(): Promise<void> {
    this.#reloaded.dispose();
    await this.#hold?.journal.close().catch(() => undefined);
    await this.#hold?.owner.release();
    this.#memory.engine.close();
  }

  #tellSharing(): void {
    if (!this.#sharingIsKnown) this.#source.onNotice({ kind: 'shared', path: this.#path });
    this.#sharingIsKnown = true;
  }
}

/**
 * Takes the database over at the start.
 *
 * @throws StoreError and what the disk said.
 */
export async function firstAttach(source: Source, path: string): Promise<Attached> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attach(source, path);
    } catch (error) {
      if (!isDisplacement(error)) throw error;
      await giveWay(attempt, error);
    }
  }
}

/** Two windows that act at the same instant must not keep pace. @throws the reason, in the end. */
async function giveWay(attempt: number, reason: unknown): Promise<void> {
  if (attempt >= ATTEMPTS) throw reason;
  if (attempt > 1) await pause(Math.random() * PAUSE_MS * attempt);
}

export function isDisplacement(error: unknown): boolean {
  return error instanceof Displaced || (error instanceof StoreError && error.code === 'lost');
}
