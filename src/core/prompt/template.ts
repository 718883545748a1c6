import type { Message } from '../model.ts';

/**
 * A part of a prompt. What comes out of a message is told apart from what the template adds, so that
 * a special token's text in a message stays text.
 */
export interface PromptPiece {
  readonly text: string;
  readonly from: 'template' | 'message';
}

/** How a family's replies are made fit to be read, as the sources' `process_response` did. */
export type CleanUp =
  /** ASCII `, ! : ; ?` beside Chinese become full-width, `[[训练时间]]` becomes `2023年`, blanks at the ends go. */
  | 'chinesePunctuation'
  /** `</s>` is removed wherever it is. */
  | 'endOfSentence'
  /** `<pad>` and `</s>` are removed wherever they are, and blanks at the ends. */
  | 'padding'
  /** What lies between `<|inner_thoughts|>` and `<eot>` is thinking. */
  | 'innerThoughts';

/** How messages become the text that a model of one family sees. */
export interface ChatTemplate {
  /**
   * What settings call it, letters in any case: the source's own name where there is one, as
   * `vicuna_v1.1`, `Robin`; `@chatzoo` at the end of a faithful copy of a source's mistakes.
   */
  readonly name: string;
  /** Shown where the messages have no system prompt at all; an empty one is an empty one. */
  readonly defaultSystem: string;
  /** The prompt, open at the end where the model is to go on. Joined, the pieces are the exact text. */
  render(messages: readonly Message[]): readonly PromptPiece[];
  /** Texts that end a reply, wherever they begin. */
  readonly stop: readonly string[];
  /** Token ids that end a reply; they mean something for this family's own vocabulary only. */
  readonly stopTokenIds: readonly number[];
  readonly cleanUp: readonly CleanUp[];
}
