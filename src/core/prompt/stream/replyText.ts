import type { CleanUp } from '../template.ts';
import { cleaner } from './cleanUp.ts';
import type { Stage } from './stage.ts';
import { StopMatcher } from './stopMatcher.ts';
import { ThinkingSplitter, type Said } from './thinking.ts';

export type { Said } from './thinking.ts';

export interface ReplyTextOptions {
  /**
   * Texts that end the reply. They do so inside thinking too: they mark the end of the model's turn,
   * and what follows would be somebody else's; servers see it the same way.
   */
  readonly stop: readonly string[];
  readonly cleanUp: readonly CleanUp[];
  /** Whether the prompt opened the thinking, so that the reply begins inside it. */
  readonly startsThinking: boolean;
}

const NOTHING: Said = { text: '', thinking: '' };

/**
 * Makes of what a model generates, piece by piece, what it thinks and what it says. However the text
 * is cut into pieces, the sum is the same.
 */
export class ReplyText {
  readonly #stop: StopMatcher;
  readonly #splitter: ThinkingSplitter;
  readonly #cleaner: Stage;
  #ended = false;

  constructor({ stop, cleanUp, startsThinking }: ReplyTextOptions) {
    this.#stop = new StopMatcher(stop);
    this.#cleaner = cleaner(cleanUp);
    this.#splitter = new ThinkingSplitter({
      startsThinking,
      innerThoughts: cleanUp.includes('innerThoughts'),
    });
  }

  /** Whether a stop string came. Everything before it has been said then. */
  get stopped(): boolean {
    return this.#stop.stopped;
  }

  /** @returns what is final; some may be held back until it is. */
  push(text: string): Said {
    if (this.#ended) return NOTHING;
    const said = this.#tell(this.#stop.push(text));
    return this.stopped ? join(said, this.#finish()) : said;
  }

  /** The rest; nothing if it has ended before. */
  end(): Said {
    if (this.#ended) return NOTHING;
    const said = this.#tell(this.#stop.end());
    return join(said, this.#finish());
  }

  #tell(text: string): Said {
    const said = this.#splitter.push(text);
    return { text: this.#cleaner.push(said.text), thinking: said.thinking };
  }

  #finish(): Said {
    this.#ended = true;
    const { text, thinking } = this.#splitter.end();
    return { text: this.#cleaner.push(text) + this.#cleaner.end(), thinking };
  }
}

/** A reply without the thinking that opens it: what a model may see of it later. */
export function withoutThinking(text: string): string {
  const reply = new ReplyText({ stop: [], cleanUp: [], startsThinking: false });
  return reply.push(text).text + reply.end().text;
}

function join(first: Said, second: Said): Said {
  return { text: first.text + second.text, thinking: first.thinking + second.thinking };
}
