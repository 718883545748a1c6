import type { BotEntry } from './botEntries.ts';

/** Which bot a form is of: one of the settings, or one that is to be added. */
export type BotSubject =
  | {
      readonly botName: string;
      /** The entry as a form showed it last, once it is gone from the settings. */
      readonly was?: BotEntry | undefined;
    }
  | { readonly draft: BotEntry };

/** The pages on which a bot's settings are edited. */
export interface BotForms {
  /** Shows the bot's form; a draft is in the settings only once the user has added it. */
  open(subject: BotSubject): Promise<void>;
}
