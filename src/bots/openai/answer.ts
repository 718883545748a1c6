import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { BodyText, type Source } from './bodyText.ts';
import { NOTHING, readCompletion, type CompletionPiece } from './completion.ts';
import { notUnderstood, serverSaid, tooLong } from './failures.ts';
import { describeBody } from './serverText.ts';

/** Most characters of one line, one event or one whole JSON answer: more is no answer but a flood. */
const MAX_CHARACTERS = 16 * 2 ** 20;
/** Seconds to wait for the token counts after the text is complete. */
const COUNTS_WAIT = 5;
/** Characters of an event that are shown. */
const MAX_SHOWN = 80;
/** Characters that tell events from JSON and from a web page. */
const TELLING = 8;

/**
 * Reads an answer as it comes. Some servers answer in one piece of JSON although a stream was asked
 * for, and many send a wrong content type, so the body itself tells what it is.
 *
 * @returns pieces; the answer is complete if one of them has `finish`.
 * @throws BotError `badAnswer`, `serverError`, `timeout` or `cutOff`, after the pieces before it.
 */
export async function* readAnswer(
  body: Response['body'],
  isEventStream: boolean,
  source: Source,
): AsyncGenerator<CompletionPiece> {
  const text = new BodyText(body, source);
  let start = '';
  while (start.length < TELLING) {
    const piece = await text.next();
    if (piece === undefined) break;
    start = (start + piece).trimStart();
  }
  if (start.startsWith('{')) yield await readWhole(start, text, source);
  else if (looksLikeEvents(start) || (isEventStream && start === '')) {
    yield* readEvents(start, text, source);
  } else throw notUnderstood(source.host, describeBody(start, source.credentials.secrets));
}

function looksLikeEvents(start: string): boolean {
  return /^(?:data|event|id|retry|error)?:/.test(start);
}

async function readWhole(start: string, text: BodyText, source: Source): Promise<CompletionPiece> {
  const json = start + (await readRest(text, source.host));
  const piece = readCompletion(json);
  if (piece?.error !== undefined)
    throw serverSaid(source.host, piece.error, source.credentials.secrets);
  if (!piece?.hasChoice)
    throw notUnderstood(source.host, describeBody(json, source.credentials.secrets));
  return { ...piece, finish: piece.finish ?? 'stop', isWhole: true };
}

async function readRest(text: BodyText, host: string): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for (;;) {
    const piece = await text.next();
    if (piece === undefined) return pieces.join('');
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_CHARACTERS) throw tooLong(host, MAX_CHARACTERS);
  }
}

async function* readEvents(
  start: string,
  text: BodyText,
  source: Source,
): AsyncGenerator<CompletionPiece> {
  const events = new Events(source.host);
  const patienceMs = 1000 * Math.min(COUNTS_WAIT, source.timeoutSeconds);
  /** When the counts are no longer waited for, whatever keeps the connection alive. */
  let countsUntil: number | undefined;
  let chunk: string | undefined = start;
  for (;;) {
    for (const event of chunk === undefined ? events.rest() : events.of(chunk)) {
      if (event.data.trim() === '[DONE]') {
        yield DONE;
        return;
      }
      const piece = pieceOf(event, source);
      // The last event of a broken connection may be half of one: then the answer was cut off.
      if (piece === undefined && chunk === undefined) return;
      if (piece === undefined) throw notUnderstood(source.host, showEvent(event, source));
      if (piece.finish !== undefined) countsUntil ??= performance.now() + patienceMs;
      yield piece;
    }
    if (chunk === undefined) return;
    try {
      const leftMs = countsUntil === undefined ? undefined : countsUntil - performance.now();
      chunk = await text.next(leftMs === undefined ? undefined : Math.max(0, leftMs) / 1000);
    } catch (error) {
      if (countsUntil !== undefined) return;
      throw error;
    }
  }
}

const DONE: CompletionPiece = { ...NOTHING, finish: 'stop' };

/** @throws BotError `serverError` if the event is the server's report of a failure. */
function pieceOf(event: EventSourceMessage, source: Source): CompletionPiece | undefined {
  const piece = readCompletion(event.data);
  const error = piece?.error ?? (event.event === 'error' ? event.data : undefined);
  if (error !== undefined) throw serverSaid(source.host, error, source.credentials.secrets);
  return piece;
}

function showEvent(event: EventSourceMessage, source: Source): string {
  // Cut last: half a secret would not be known as one.
  const said = describeBody(event.data, source.credentials.secrets);
  return `an event that is not JSON: ${said.length > MAX_SHOWN ? `${said.slice(0, MAX_SHOWN)}…` : said}`;
}

/** Cuts text into events, chunk by chunk. */
class Events {
  readonly #found: EventSourceMessage[] = [];
  readonly #host: string;
  #flooded = false;
  readonly #parser = createParser({
    maxBufferSize: MAX_CHARACTERS,
    onEvent: event => this.#found.push(event),
    onError: error => {
      if (error.type === 'max-buffer-size-exceeded') this.#flooded = true;
      // llama-server reports a failure in mid-stream as a field of its own.
      if (error.field === 'error') this.#found.push({ event: 'error', data: error.value ?? '' });
    },
  });

  constructor(host: string) {
    this.#host = host;
  }

  of(chunk: string): readonly EventSourceMessage[] {
    this.#parser.feed(chunk);
    if (this.#flooded) throw tooLong(this.#host, MAX_CHARACTERS);
    return this.#found.splice(0);
  }

  /** An event that the end of the stream cut before its empty line. */
  rest(): readonly EventSourceMessage[] {
    return this.of('\n\n');
  }
}
