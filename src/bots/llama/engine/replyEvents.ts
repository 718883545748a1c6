import type { modelProcess } from '../../../protocol/modelProcess.ts';
import type { EventBody } from '../../../protocol/rpc.ts';
import type { Said } from '../../../core/prompt/stream/replyText.ts';
import { TextJoiner } from '../../textJoiner.ts';

type Events = typeof modelProcess;
type Chances = EventBody<Events, 'tokens'>['tokens'][number];

/** How a reply tells what happens; the process adds the reply's id. */
export interface ReplyListener {
  readonly started: (leftOutTurns: number) => void;
  readonly evaluating: (done: number, total: number) => void;
  readonly thinking: (text: string) => void;
  readonly text: (text: string) => void;
  readonly silent: () => void;
  readonly tokens: (tokens: readonly Chances[]) => void;
}

/** Least time between two signs of progress or of life. */
const PROGRESS_MS = 100;
const SILENT_MS = 300;

/** Tells of a reply as often as a host with several models can bear, and in order. */
export class ReplyEvents {
  readonly #listener: ReplyListener;
  readonly #thinking: TextJoiner;
  readonly #text: TextJoiner;
  #tokens: Chances[] = [];
  #toldAt = performance.now();

  constructor(listener: ReplyListener) {
    this.#listener = listener;
    this.#thinking = new TextJoiner(text => this.#tell(() => listener.thinking(text)));
    this.#text = new TextJoiner(text => this.#tell(() => listener.text(text)));
  }

  started(leftOutTurns: number): void {
    this.#tell(() => this.#listener.started(leftOutTurns));
  }

  evaluating(done: number, total: number): void {
    if (!this.#quietFor(PROGRESS_MS)) return;
    this.#tell(() => this.#listener.evaluating(done, total));
  }

  /** A token came that shows this; often nothing yet. */
  said({ thinking, text }: Said, chances?: Chances): void {
    if (chances !== undefined) this.#tokens.push(chances);
    if (thinking !== '') {
      this.#text.flush();
      this.#thinking.push(thinking);
    }
    if (text !== '') {
      this.#thinking.flush();
      this.#text.push(text);
    }
    if (thinking === '' && text === '') this.alive();
  }

  /** Says that the reply goes on, unless it was heard of lately. */
  alive(): void {
    if (this.#quietFor(SILENT_MS)) this.#tell(() => this.#listener.silent());
  }

  /** Tells what waits. */
  flush(): void {
    this.#thinking.flush();
    this.#text.flush();
    this.#tellTokens();
  }

  #quietFor(ms: number): boolean {
    return performance.now() - this.#toldAt >= ms;
  }

  #tell(event: () => void): void {
    this.#toldAt = performance.now();
    this.#tellTokens();
    event();
  }

  #tellTokens(): void {
    const tokens = this.#tokens;
    if (tokens.length === 0) return;
    this.#tokens = [];
    this.#listener.tokens(tokens);
  }
}
