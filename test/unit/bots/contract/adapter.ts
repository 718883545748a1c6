import type { Bot } from '../../../../src/bots/bot.ts';
import type { BotKind, Message, ReplyErrorCode } from '../../../../src/core/model.ts';

/** How a bot of the contract's tests is to behave, whatever it is asked. */
export type Role =
  /** Says {@link UNICODE}, in several pieces, and ends. */
  | 'speaker'
  /** Throws a die for ever: each time one of {@link FACES}, by chance where the kind knows chance. */
  | 'gambler'
  /** Ends without a word. */
  | 'silent';

/** Letters of one to four bytes, an emoji of several code points and marks that combine. */
export const UNICODE = 'Grüße! 你好，昆虫。 👩‍🚀🇨🇳 é ñ שלום — “end”';
export const UNICODE_PIECES = ['Grüße! ', '你好，', '昆虫。 ', '👩‍🚀', '🇨🇳 é ñ ', 'שלום — “', 'end”'];
export const FACES = [' one', ' two', ' three', ' four', ' five', ' six'];

/** Bots of one kind with all that they need: files, servers, processes. */
export interface ContractStand {
  bot(role: Role): Promise<Bot>;
  /** A bot that cannot answer, and the code that its replies fail with. */
  broken(): Promise<{ readonly bot: Bot; readonly code: ReplyErrorCode }>;
  /** What the model was shown last, where the stand can see that. */
  readonly shown?: (() => readonly Message[]) | undefined;
  /** Ends the bots and all that they needed. */
  close(): Promise<void>;
}

export interface ContractAdapter {
  readonly kind: BotKind;
  readonly open: () => Promise<ContractStand>;
}
