import type { Bot } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import type { Content } from '../../core/formats/import/format.ts';
import type { SessionRecord } from '../../core/formats/record.ts';
import type {
  AnnotationMode,
  Mode,
  Reply,
  ReplyId,
  SeatedBot,
  Session,
  SessionId,
  Timestamp,
  Turn,
  TurnId,
  Vote,
} from '../../core/model.ts';
import type { Disposable } from '../../core/std/disposable.ts';

// What the use cases need of the world. Each promise of a store resolves once the change is on
// disk: what it acknowledged survives a killed window.

export const GROUPS = ['todo', 'annotated', 'debug'] as const;
/**
 * Where a session stands: `debug` by its mode; `annotated` once its vote, or in reply mode the vote
 * on its last turn, is cast; `todo` otherwise.
 */
export type Group = (typeof GROUPS)[number];

/** One line of the list of sessions. */
export interface SessionSummary {
  readonly id: SessionId;
  readonly title: string;
  readonly mode: Mode;
  readonly group: Group;
  readonly updatedAt: Timestamp;
  readonly pinned: boolean;
  readonly tags: readonly string[];
  readonly turns: number;
  readonly bots: readonly string[];
}

/** Which sessions are meant; a part left out excludes none. */
export interface SessionFilter {
  readonly within?: readonly SessionId[] | undefined;
  readonly tag?: string | undefined;
}

export interface SessionStore {
  add(session: Session): Promise<void>;
  get(id: SessionId): Promise<Session | undefined>;
  /** A page of a group: pinned ones first, then newest first. Sessions that hold nothing yet are left out. */
  list(group: Group, page: Page, filter?: SessionFilter): Promise<readonly SessionSummary[]>;
  counts(filter?: SessionFilter): Promise<Readonly<Record<Group, number>>>;
  /** The ids of all sessions that hold something, in the order of the list, group by group. */
  ids(filter?: SessionFilter): Promise<readonly SessionId[]>;
  /** Every tag in use, in alphabetical order. */
  tags(): Promise<readonly string[]>;
  /** How much there is, in these sessions or in all of them. */
  tally(ids?: readonly SessionId[]): Promise<Tally>;
  /** The newest session of ours that has neither title, turn nor vote yet. */
  draft(): Promise<Session | undefined>;
  /** Gives a session without turns other bots and modes. */
  reseat(
    id: SessionId,
    change: { mode: Mode; annotationMode: AnnotationMode; seats: readonly SeatedBot[] },
  ): Promise<void>;
  rename(id: SessionId, title: string): Promise<void>;
  pin(ids: readonly SessionId[], pinned: boolean): Promise<void>;
  tag(id: SessionId, tags: readonly string[]): Promise<void>;
  /**
   * Removes the sessions with their turns, replies and votes, all or nothing.
   *
   * @param asRead what was read of them; StoreError `refused` if there is more or less by now.
   */
  remove(
    ids: readonly SessionId[],
    removedAt: Timestamp,
    asRead?: readonly SessionRecord[],
  ): Promise<void>;
  /** Which of these were removed here and did not come back. */
  removed(ids: readonly SessionId[]): Promise<ReadonlySet<SessionId>>;
}

export interface Tally {
  /** That hold something. */
  readonly sessions: number;
  readonly turns: number;
  /** Superseded ones included. */
  readonly votes: number;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** What merging a record does, or would do, to the session of the same id. */
export interface MergeOutcome {
  readonly id: SessionId;
  /** `known`: nothing new in it. */
  readonly kind: 'added' | 'extended' | 'known';
  readonly turnsAdded: number;
  readonly votesAdded: number;
  /** What differs from the stored and stays as it is stored: `title`, `turn 2`, a vote's id … */
  readonly conflicts: readonly string[];
}

export interface MergeOptions {
  /** Leaves out what was removed here; without it, merging brings it back. */
  readonly keepRemoved?: boolean | undefined;
}

/** Whole sessions, for export, import and undo. */
export interface RecordStore {
  get(id: SessionId): Promise<SessionRecord | undefined>;
  /** What {@link merge} would do now. */
  compare(records: readonly SessionRecord[]): Promise<readonly MergeOutcome[]>;
  /**
   * Adds what is not there yet: sessions, further turns and votes, by their ids. What is stored is
   * never changed. An unknown session without title, turns and votes is left out. All or nothing.
   */
  merge(
    records: readonly SessionRecord[],
    options?: MergeOptions,
  ): Promise<readonly MergeOutcome[]>;
}

/** A file of whatever program, open for reading. */
export interface OpenedContent {
  readonly content: Content;
  /** What was lost on the way from bytes to content: `invalid UTF-8`. Grows while the rows are read. */
  notes(): readonly string[];
  close(): Promise<void>;
}

/** A place where a text was found. */
export interface Hit {
  readonly sessionId: SessionId;
  readonly title: string;
  readonly updatedAt: Timestamp;
  readonly where: 'title' | 'prompt' | 'reply' | 'correction' | 'comment';
  /** The turn to open at; none for the title, or a comment on the whole session. */
  readonly turnId?: TurnId | undefined;
  readonly turnIndex?: number | undefined;
  readonly seat?: string | undefined;
  /** Some text around the first match; the match itself is `[start, end)` of it. */
  readonly snippet: string;
  readonly start: number;
  readonly end: number;
}

export interface SearchStore {
  /**
   * Full text, any language; all words must occur in one title, prompt, reply, correction or comment.
   * Newest session first. The first search of a window indexes everything, in slices.
   *
   * @param onProgress 0 … 1 while indexing.
   */
  find(
    query: string,
    options: {
      readonly limit: number;
      /** Looks in these sessions only. */
      readonly within?: readonly SessionId[] | undefined;
      readonly signal?: AbortSignal | undefined;
      readonly onProgress?: ((fraction: number) => void) | undefined;
    },
  ): Promise<readonly Hit[]>;
  /** Every session with a hit. */
  sessions(query: string, signal?: AbortSignal): Promise<readonly SessionId[]>;
}

export interface TurnStore {
  /** In order of asking. */
  ofSession(id: SessionId): Promise<readonly Turn[]>;
  /** Adds the turn with its replies, makes the session the newest and titles it; all or nothing. */
  add(turn: Turn, title?: string): Promise<void>;
  /**
   * Replaces what is stored of this reply; StoreError `refused` for a new attempt at one that has been
   * voted on.
   */
  saveReply(reply: Reply): Promise<void>;
  /** Keeps what the bot should have said; undefined takes it back. */
  correct(id: ReplyId, correction: string | undefined): Promise<void>;
  /** Adds what was streamed, so that a killed window costs a second of it and not the whole reply. */
  appendText(id: ReplyId, text: string, thinking: string): Promise<void>;
  /** As `appendText`, but the text takes the place of what was streamed before. */
  replaceText(id: ReplyId, text: string, thinking: string): Promise<void>;
  /** Marks what a killed window left queued or streaming as failed (`interrupted`). @returns how many */
  settleInterrupted(): Promise<number>;
}

export interface VoteStore {
  /** Adds the vote; `closes` also marks its session as annotated, all or nothing. */
  add(vote: Vote, closes: boolean): Promise<void>;
  /** Oldest first, superseded ones included. */
  ofSession(id: SessionId): Promise<readonly Vote[]>;
  /** The votes of arena sessions, oldest first, superseded ones included. */
  ofArena(): Promise<readonly Vote[]>;
}

/** A session with votes. */
export interface VotedSession {
  readonly id: SessionId;
  /** Another one whenever its ballots may be others. */
  readonly mark: string;
  /** Its turns and votes. */
  readonly size: number;
}

/** Whole sessions; those that are gone are in neither list. */
export interface BallotRecords {
  readonly records: readonly SessionRecord[];
  /** Those that hold something that no version of the program writes. */
  readonly unreadable: readonly SessionId[];
}

/** What a leaderboard is made of. */
export interface BallotStore {
  /**
   * The arena sessions with votes: those among these, which is quick, or all there are, which takes as
   * long as there are many (about 5 µs each).
   */
  voted(ids?: readonly SessionId[]): Promise<readonly VotedSession[]>;
  records(ids: readonly SessionId[]): Promise<BallotRecords>;
}

export interface Stores {
  readonly sessions: SessionStore;
  readonly turns: TurnStore;
  readonly votes: VoteStore;
  readonly ballots: BallotStore;
  readonly records: RecordStore;
  readonly search: SearchStore;
}

/** A line of a shared file. */
export interface SharedLine {
  /** From 1. */
  readonly line: number;
  /** Undefined if it is too long to be read. */
  readonly text: string | undefined;
}

/** Some lines of a shared file; `fresh`: the file's earlier lines no longer hold, as they changed or went. */
export interface SharedLines {
  readonly file: string;
  readonly fresh: boolean;
  readonly lines: readonly SharedLine[];
}

/** A folder of files that only grow and that others write to as well; git carries it. */
export interface SharePort {
  /**
   * The lines that were not given before, some at a time; all of a file's lines again when it was
   * changed otherwise than by growing. A folder that is not there has no lines.
   */
  read(): AsyncIterable<SharedLines>;
  /** Adds the lines to the file in one write; they are on disk when it resolves. */
  append(file: string, lines: readonly string[]): Promise<void>;
  /** Tells that there may be something to read, some time after it came. */
  watch(onChange: () => void): Disposable;
}

/** Makes a bot of a description; the bot starts nothing before its first reply. */
export type CreateBot = (spec: BotSpec) => Bot;

export interface Log {
  /** For what may name files and servers. */
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

/** What differs between a run and a test of it. */
export interface World {
  now(): Timestamp;
  /** A string that has never been given before. */
  newId(): string;
  /** An integer in 0 … 2^31 - 1, not predictable. */
  newSeed(): number;
  /** Whether the user trusts the workspace; only then may bots run. */
  trusted(): boolean;
}
