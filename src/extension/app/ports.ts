import type { Bot } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import type { SettingProblem } from '../../bots/settingProblem.ts';
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
  Vote,
} from '../../core/model.ts';

// What the use cases need of the world. Each promise of a store resolves once the change is on
// disk: what it acknowledged survives a killed window.

/** One line of the list of sessions. */
export interface SessionSummary {
  readonly id: SessionId;
  readonly title: string;
  readonly mode: Mode;
  readonly updatedAt: Timestamp;
  readonly annotatedAt?: Timestamp | undefined;
  readonly turns: number;
  readonly bots: readonly string[];
}

export interface SessionStore {
  add(session: Session): Promise<void>;
  get(id: SessionId): Promise<Session | undefined>;
  /** Newest first; sessions without a turn are left out. */
  list(): Promise<readonly SessionSummary[]>;
  /** The newest session that has no turn yet. */
  draft(): Promise<Session | undefined>;
  /** Gives a session without turns other bots and modes. */
  reseat(
    id: SessionId,
    change: { mode: Mode; annotationMode: AnnotationMode; seats: readonly SeatedBot[] },
  ): Promise<void>;
  rename(id: SessionId, title: string): Promise<void>;
  /** Removes the session with its turns, replies and votes. */
  remove(id: SessionId): Promise<void>;
}

export interface TurnStore {
  /** In order of asking. */
  ofSession(id: SessionId): Promise<readonly Turn[]>;
  /** Adds the turn with its replies, makes the session the newest and titles it; all or nothing. */
  add(turn: Turn, title?: string): Promise<void>;
  /** Replaces what is stored of this reply. */
  saveReply(reply: Reply): Promise<void>;
  /** Adds streamed text, so that a killed window costs a second of it and not the whole reply. */
  appendText(id: ReplyId, text: string): Promise<void>;
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

export interface Stores {
  readonly sessions: SessionStore;
  readonly turns: TurnStore;
  readonly votes: VoteStore;
}

/** Makes a bot of a description; the bot starts nothing before its first reply. */
export type CreateBot = (spec: BotSpec) => Bot;

/** The settings as they are now, checked. */
export interface Settings {
  readonly bots: readonly BotSpec[];
  readonly mode: Mode;
  readonly annotationMode: AnnotationMode;
  /** Absolute path, or '' for the workspace's own storage. */
  readonly databasePath: string;
  readonly problems: readonly SettingProblem[];
}

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
