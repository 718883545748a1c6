import type {
  AnnotationMode,
  Fingerprint,
  Sampling,
  SeatKind,
  Seat,
  SessionId,
  Timestamp,
  TurnId,
  Verdict,
  VoteFlag,
} from '../model.ts';

/** What can be seen of an answer without reading it. All turns that the vote judged, together. */
export interface AnswerFacts {
  readonly characters: number;
  /** As the bot counted them, thinking left out where it is known. */
  readonly tokens?: number | undefined;
  /** Of Markdown, outside code blocks. */
  readonly headers: number;
  readonly lists: number;
  readonly bold: number;
  /** The mean over the judged turns. */
  readonly tokensPerSecond?: number | undefined;
  /** From asking to the end, summed. */
  readonly totalMs?: number | undefined;
}

/** A bot in a vote, with all that a board may group it by. */
export interface Contestant {
  readonly seat: Seat;
  readonly name: string;
  readonly kind: SeatKind;
  readonly model: string;
  readonly fingerprint: Fingerprint;
  readonly systemPrompt?: string | undefined;
  /** The parameters in force. */
  readonly sampling?: Sampling | undefined;
  readonly answer?: AnswerFacts | undefined;
}

/** A vote that stands, with everything that a board may ask about it, and no text. */
export interface Ballot {
  /** The vote's id, or whatever names it in its file. */
  readonly id: string;
  readonly sessionId?: SessionId | undefined;
  readonly turnId?: TurnId | undefined;
  /** The session's title, to find it again. */
  readonly title?: string | undefined;
  readonly castAt: Timestamp;
  readonly voter: string;
  readonly verdict: Verdict;
  /** In the order in which they stood side by side. */
  readonly shown: readonly Contestant[];
  readonly blind: boolean;
  readonly flags: readonly (VoteFlag | 'tooShort')[];
  readonly tags: readonly string[];
  readonly annotationMode?: AnnotationMode | undefined;
  readonly origin?: string | undefined;
  /** The set of prompts that the session was asked from. Nothing here sets it yet; filters know it already. */
  readonly promptSet?: string | undefined;
  /** FastChat's name of the first prompt's language. */
  readonly language?: string | undefined;
  /** Stands for what was asked, thinly: the same for the same prompts, in any session. */
  readonly asked?: string | undefined;
  /** The number of the judged turn, 0 for the first; none for a whole session. */
  readonly turnIndex?: number | undefined;
}
