// What a custom bot of ChatZoo for VS Code may define. The extension answers `import … from 'chatzoo'` by itself:
// nothing needs to be installed.

declare module 'chatzoo' {
  /** One message of the session. */
  export interface Message {
    readonly role: 'system' | 'user' | 'assistant';
    readonly content: string;
  }

  /** Names and values; those of `sampling` have the names that `defaultSettings` uses, such as `top_p` or `topP`. */
  export type Settings = Readonly<Record<string, unknown>>;

  /** What a reply is made with. */
  export interface Context<Model = unknown> {
    /** The whole session, the system prompt first, the new prompt last. */
    readonly messages: readonly Message[];
    /** `defaultSettings`, over them `settings` and `sampling` of the entry, over all `extraSettings`. */
    readonly settings: Settings;
    /** What `load` gave. */
    readonly model: Model;
    /** The same for all turns of a session. */
    readonly conversation: string;
    /** Aborts when the reply is stopped; hand it on, as in `fetch(url, { signal })`. */
    readonly signal: AbortSignal;
  }

  /**
   * One piece of a reply: a text is added to what was said; so is `{ text }`. With an `error_code` the text is all
   * that was said so far, and a code other than 0 ends the reply as failed. The last piece may tell that a limit of
   * tokens cut the reply.
   */
  export type Piece =
    | string
    | { readonly text: string; readonly finish_reason?: FinishReason }
    | {
        readonly error_code: number | string;
        readonly text: string;
        readonly finish_reason?: FinishReason;
      };
  type FinishReason = 'stop' | 'length' | null;

  type Eventually<T> = T | Promise<T>;
  type Generated<Output> = Eventually<Output | Iterable<Output> | AsyncIterable<Output>>;

  /** Every part may be left out. They run in this order, once for each reply but for `load`. */
  export interface Bot<Model = unknown, Prompt = string, Input = Prompt, Output = Piece> {
    /** Runs once, before the first reply: loads weights, opens a connection. */
    load?(context: { readonly settings: Settings }): Eventually<Model>;
    /** What can be set, and its values where nothing is. Names the sampling parameters that the bot heeds. */
    defaultSettings?: Settings | (() => Eventually<Settings>);
    /** Fixed values that nobody sets. */
    extraSettings?: Settings | (() => Eventually<Settings>);
    /** Makes the prompt; without it `Human: …` and `Assistant: …`, line by line. */
    getPrompt?(messages: readonly Message[], context: Context<Model>): Eventually<Prompt>;
    /** Makes of the prompt what `generate` takes; without it the prompt itself. */
    getInput?(prompt: Prompt, context: Context<Model>): Eventually<Input>;
    /** Answers: all at once, or piece by piece as a generator or a list. Without it the input is the only output. */
    generate?(input: Input, context: Context<Model>): Generated<Output>;
    /** Makes a piece of the reply of each output; without it an output is one. */
    getResponse?(output: Output, input: Input, context: Context<Model>): Eventually<Piece>;
    /** Cleans up what is shown; gets all that was said so far, for each piece anew. */
    processResponse?(text: string, context: Context<Model>): Eventually<string>;
  }

  /** Gives the bot back as it is; it is there for the editor, which then knows the types. */
  export function defineBot<Model = unknown, Prompt = string, Input = Prompt, Output = Piece>(
    bot: Bot<Model, Prompt, Input, Output>,
  ): Bot<Model, Prompt, Input, Output>;
}
