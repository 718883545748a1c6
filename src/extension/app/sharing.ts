import { redact } from '../../core/formats/export/redact.ts';
import type { SessionRecord } from '../../core/formats/record.ts';
import { readShared, writeShared, type Shared } from '../../core/formats/sharedLine.ts';
import {
  hasEnded,
  type SessionId,
  type Timestamp,
  type Turn,
  type Vote,
} from '../../core/model.ts';
import type { Subscribe } from '../../core/std/emitter.ts';
import { DisposableStore } from '../../core/std/disposable.ts';
import type { Log, SharePort, SharedLines, Stores } from './ports.ts';
import { ShareInbox } from './shareInbox.ts';

/** Broken lines that are named in the log, of one reading of one file. */
const MOST_TOLD = 20;
/** Unknown fields that are named in the log. */
const MOST_FIELDS = 100;

export interface SharingParts {
  readonly folder: SharePort;
  readonly stores: Stores;
  /** Whose votes are written. */
  readonly annotator: string;
  /** SHA-256 of the text, as hex. */
  readonly hash: (text: string) => string;
  readonly onCast: Subscribe<Vote>;
  /** Told which sessions are new here or got something new. */
  readonly onMerged: (ids: readonly SessionId[]) => void;
  /** The folder cannot be read or written: the votes are stored, and are written there later. Told once. */
  readonly onTrouble: (error: unknown) => void;
  readonly log: Log;
}

/**
 * Working together without a server: writes the votes of this window to a folder, with the sessions
 * they are on, and brings in what others wrote there. Git, or whatever carries the folder, may double
 * the lines and change their order.
 */
export class Sharing {
  readonly #parts: SharingParts;
  readonly #inbox: ShareInbox;
  readonly #subscriptions = new DisposableStore();
  /** What each file holds, so that nothing is written twice; the keys as of {@link keyOf}. */
  readonly #written = new Map<string, Set<string>>();
  /** Sessions with votes of ours that the folder may lack. */
  readonly #owed = new Set<SessionId>();
  /** Whether the votes of earlier windows have been looked through as well. */
  #knowsOwed = false;
  /** One thing after the other. */
  #work: Promise<void> = Promise.resolve();
  #readsWaiting = 0;
  #isTroubled = false;
  /** Sessions of which the log says that they could not be written. */
  readonly #failed = new Set<SessionId>();
  /** Names of fields that the log has said are not known here. */
  readonly #unknownFields = new Set<string>();
  #isEnded = false;

  constructor(parts: SharingParts) {
    this.#parts = parts;
    this.#inbox = new ShareInbox(parts.stores, parts.log);
  }

  /** Reads what is there, writes what it lacks, and from now on follows both sides. */
  start(): Promise<void> {
    const { folder, onCast } = this.#parts;
    this.#subscriptions.add(
      onCast(({ sessionId }) => {
        this.#owed.add(sessionId);
        void this.#next(() => this.#pay());
      }),
    );
    this.#subscriptions.add(folder.watch(() => void this.#readSoon()));
    return this.#next(() => this.#pay());
  }

  /** Resolves once the votes that were cast are written; what is not read yet stays unread. */
  async dispose(): Promise<void> {
    this.#subscriptions.dispose();
    this.#isEnded = true;
    await this.#work;
  }

  #readSoon(): Promise<void> {
    if (this.#readsWaiting > 0) return this.#work;
    this.#readsWaiting++;
    return this.#next(() => {
      this.#readsWaiting--;
      return this.#knowsOwed ? this.#read() : this.#pay();
    });
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(async () => {
      try {
        await work();
      } catch (error) {
        this.#parts.log.error('The shared folder could not be brought up to date', error);
      }
    });
    return this.#work;
  }

  async #read(): Promise<void> {
    for await (const some of this.#parts.folder.read()) {
      this.#take(some);
      await this.#settle('touched');
      if (this.#isEnded) return;
    }
    await this.#settle('all');
  }

  async #settle(which: 'touched' | 'all'): Promise<void> {
    const changed = await this.#inbox.settle(which);
    if (changed.length === 0) return;
    this.#parts.log.info(
      `${changed.length} sessions came from the shared folder, or something in them`,
    );
    this.#parts.onMerged(changed);
  }

  #take({ file, fresh, lines }: SharedLines): void {
    if (fresh) this.#written.set(file, new Set());
    const broken: string[] = [];
    for (const { line, text } of lines) {
      const shared =
        text === undefined ? TOO_LONG : readShared(text, field => this.#tellUnknown(field));
      if (shared.kind === 'broken') {
        broken.push(`line ${line}: ${shared.why}`);
        continue;
      }
      this.#note(file, shared);
      this.#inbox.take(shared);
    }
    if (broken.length === 0) return;
    const more = broken.length > MOST_TOLD ? `; and ${broken.length - MOST_TOLD} more` : '';
    this.#parts.log.warn(
      `${file} was read without ${broken.slice(0, MOST_TOLD).join('; ')}${more}`,
    );
  }

  /** Writes what the folder lacks of the sessions that we voted on; what fails stays owed. */
  async #pay(): Promise<void> {
    if (this.#knowsOwed && this.#owed.size === 0) return;
    try {
      // What a pull took away is written again.
      await this.#read();
      if (!this.#knowsOwed && !this.#isEnded) await this.#findOwed();
    } catch (error) {
      this.#parts.log.error('The shared folder cannot be read; votes wait for it', error);
      this.#tellTrouble(error);
      return;
    }
    const errors = new Map<SessionId, unknown>();
    for (const id of [...this.#owed]) {
      try {
        await this.#write(id);
        this.#owed.delete(id);
        this.#failed.delete(id);
      } catch (error) {
        errors.set(id, error);
      }
    }
    this.#tellFailed(errors);
  }

  async #findOwed(): Promise<void> {
    for (const vote of await this.#parts.stores.votes.ofArena()) {
      if (this.#isOurs(vote) && !this.#has('vote', vote.id)) this.#owed.add(vote.sessionId);
    }
    this.#knowsOwed = true;
  }

  #tellFailed(errors: ReadonlyMap<SessionId, unknown>): void {
    const [error] = errors.values();
    if (error === undefined) {
      this.#isTroubled = false;
      return;
    }
    const fresh = [...errors.keys()].filter(id => !this.#failed.has(id));
    if (fresh.length > 0) {
      this.#parts.log.error(
        'Votes could not be written to the shared folder; they are stored',
        errors.get(fresh[0] as SessionId),
      );
    }
    for (const id of fresh) this.#failed.add(id);
    this.#tellTrouble(error);
  }

  #tellTrouble(error: unknown): void {
    if (!this.#isTroubled) this.#parts.onTrouble(error);
    this.#isTroubled = true;
  }

  #tellUnknown(field: string): void {
    const name = JSON.stringify(field.slice(0, 80));
    if (this.#unknownFields.size >= MOST_FIELDS || this.#unknownFields.has(name)) return;
    this.#unknownFields.add(name);
    this.#parts.log.info(`A field in the shared folder is not known here and not kept: ${name}`);
  }

  async #write(id: SessionId): Promise<void> {
    const { stores, folder } = this.#parts;
    const stored = await stores.records.get(id);
    // In debug mode nothing counts: it is nobody else's business.
    if (stored?.session.mode !== 'arena') return;
    const votes = stored.votes.filter(vote => this.#isOurs(vote) && !this.#has('vote', vote.id));
    const record = redact(
      { ...stored, turns: turnsVotedOn(stored, votes), votes },
      { content: 'full' },
    );
    const months = new Map<string, Shared[]>();
    for (const vote of record.votes) {
      const file = this.#fileOf(vote.castAt);
      months.set(file, [...(months.get(file) ?? []), { kind: 'vote', vote }]);
    }
    for (const [file, ofMonth] of months) {
      const { session, turns } = record;
      const all: readonly Shared[] = [
        { kind: 'session', session: { ...session, pinned: false } },
        ...turns.map(turn => ({ kind: 'turn', turn }) as const),
        ...ofMonth,
      ];
      const lacking = all.filter(shared => !this.#has(shared.kind, idOf(shared)));
      await folder.append(file, lacking.map(writeShared));
      for (const shared of lacking) this.#note(file, shared);
    }
  }

  #isOurs({ voter }: Vote): boolean {
    return voter.name === this.#parts.annotator;
  }

  #has(kind: Shared['kind'], id: string): boolean {
    return [...this.#written.values()].some(keys => keys.has(`${kind} ${id}`));
  }

  #note(file: string, shared: Shared): void {
    const keys = this.#written.get(file) ?? new Set();
    this.#written.set(file, keys.add(`${shared.kind} ${idOf(shared)}`));
  }

  /** `2026-11 Ann.jsonl`: one file an annotator a month, by UTC. */
  #fileOf(castAt: Timestamp): string {
    const { annotator, hash } = this.#parts;
    const month = new Date(castAt).toISOString().slice(0, 7);
    const safe = safeName(annotator);
    // What had to be changed could meet another's name.
    return `${month} ${safe === annotator ? safe : `${safe} ${hash(annotator).slice(0, 6)}`}.jsonl`;
  }
}

const TOO_LONG = { kind: 'broken', why: 'too long' } as const;

/** What a later vote could still change is not written: the line would stay as it is now. */
function turnsVotedOn({ turns }: SessionRecord, votes: readonly Vote[]): readonly Turn[] {
  const onAll = votes.some(({ turnId }) => turnId === undefined);
  const last = turns.findLastIndex(({ id }) => onAll || votes.some(({ turnId }) => turnId === id));
  return turns.slice(0, last + 1).filter(({ replies }) => replies.every(hasEnded));
}

function idOf(shared: Shared): string {
  switch (shared.kind) {
    case 'session':
      return shared.session.id;
    case 'turn':
      return shared.turn.id;
    case 'vote':
      return shared.vote.id;
  }
}

/** A name as part of a file name on every system, in whatever script it is. */
function safeName(name: string): string {
  return Array.from(name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N} _-]+/gu, '_'))
    .slice(0, 40)
    .join('')
    .trim();
}
