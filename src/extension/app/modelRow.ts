import type { Bot, MemoryNeed, ModelStatus } from '../../bots/bot.ts';
import type { BotKind } from '../../core/model.ts';
import type { Outcome } from './botOutcomes.ts';

/** Where a bot is: its model in this machine's memory, or what came of asking it elsewhere. */
export type BotState =
  | Exclude<ModelStatus, { kind: 'failed' }>
  /** Its model is to be loaded and waits for its turn. */
  | { readonly kind: 'waiting' }
  | Outcome;

/** What a model's file tells about it. */
export interface ModelFacts {
  /** How most weights are stored, such as `Q4_K`. */
  readonly quantisation: string | undefined;
  readonly architecture: string;
  readonly parameters: number;
  /** Tokens that a bot sees unless its settings say otherwise. */
  readonly contextSize: number;
  readonly trainContextSize: number | undefined;
  /** Bytes. */
  readonly fileSize: number;
  readonly licence: string | undefined;
}

/** One configured bot and where it is. */
export interface ModelRow {
  readonly name: string;
  readonly kind: BotKind;
  /** The file's name, or the server's name for it. */
  readonly model: string;
  /** Whether its model runs on this machine. */
  readonly isLocal: boolean;
  /** The sampling parameters that it is told. */
  readonly honours: Bot['honours'];
  /** Undefined while telling it could tell who answers behind which seat. */
  readonly status: BotState | undefined;
  /** What it needs in memory; undefined if it runs elsewhere or its file cannot be a model. */
  readonly need: MemoryNeed | undefined;
  /** Undefined if no file tells them. */
  readonly facts: ModelFacts | undefined;
  /** Tokens; undefined where only a server knows. */
  readonly contextSize: number | undefined;
}
