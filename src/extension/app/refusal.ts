/** Why a use case would not do what it was asked; the message says what to do, in the user's language. */
export type RefusalCode =
  | 'unknownSession'
  | 'unknownReply'
  | 'emptyPrompt'
  | 'notOpen'
  | 'notRetryable'
  | 'badVote'
  | 'badTitle'
  | 'badTag'
  | 'tooLate'
  | 'notSaved'
  /** It is written, but the editor has not read it: nothing is to be taken back, and a reload shows it. */
  | 'notRead'
  | 'unknownFormat'
  | 'unknownBot'
  | 'nameTaken'
  /** The settings file does not parse, or the list in it is none. */
  | 'badSettings'
  | 'untrusted'
  /** No request could carry it. */
  | 'badSecret'
  /** It would tell who answers behind which seat. */
  | 'blind';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** By its name: the class is another one in each bundle. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'Refusal';
}
