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
  | 'unknownFormat';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
