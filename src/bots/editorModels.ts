import type { Message, TokenCounts } from '../core/model.ts';
import type { Subscribe } from '../core/std/emitter.ts';

/** One language model that the editor offers to its extensions. */
export interface EditorModel {
  /** Who provides it, such as `copilot`. */
  readonly vendor: string;
  /** Such as `gpt-4o`. */
  readonly family: string;
  /** Unique among the models of a vendor. */
  readonly id: string;
  /** What people see. */
  readonly name: string;
  readonly maxInputTokens: number;
  /** Whether it may be asked; undefined if the user will be asked for consent first. */
  readonly allowed: boolean | undefined;
}

/** Which of the editor's models; what is left out may be anything. */
export interface EditorModelChoice {
  readonly vendor?: string | undefined;
  readonly family?: string | undefined;
  readonly id?: string | undefined;
}

/** A message as the editor takes it: it knows no system prompts. */
export interface EditorMessage {
  readonly role: Exclude<Message['role'], 'system'>;
  readonly text: string;
}

export interface EditorQuestion {
  readonly choice: EditorModelChoice;
  readonly messages: readonly EditorMessage[];
  /** Passed to whoever provides the model, which may ignore them. */
  readonly modelOptions: Readonly<Record<string, unknown>>;
}

/** In this order: `chosen`, `sent`, any number of `text`, perhaps `counting`, `end`. */
export type EditorPart =
  /** Found; the user may now be asked whether it may be used. */
  | { readonly kind: 'chosen'; readonly model: EditorModel }
  /** The editor has taken the question. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'text'; readonly text: string }
  /** The text is complete; its tokens are being counted, which takes as long as it takes. */
  | { readonly kind: 'counting' }
  | { readonly kind: 'end'; readonly tokens: TokenCounts | undefined };

/** The language models of the editor around this program. */
export interface EditorModels {
  /** Something may be offered now that was not, or the other way round. */
  readonly onChange: Subscribe<void>;
  /** Asks the user nothing; fills after somebody signs in. */
  list(choice: EditorModelChoice): Promise<readonly EditorModel[]>;
  /** Why the list is empty and what to do about it, in the user's language. */
  whyNone(choice: EditorModelChoice): Promise<string>;
  /**
   * Asks the first model that is meant. Only after an action of the user: the editor may ask for consent.
   *
   * @throws BotError
   */
  ask(question: EditorQuestion, signal: AbortSignal): AsyncIterable<EditorPart>;
}
