import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** What the choice needs to know of a sequence; the library's class has it all. */
export type Remembering = Pick<LlamaContextSequence, 'contextTokens'>;

interface Place<Sequence> {
  readonly sequence: Sequence;
  /** Who used it last. */
  conversation: string | undefined;
  usedAt: number;
  busy: boolean;
}

interface Waiting<Sequence> {
  readonly conversation: string;
  readonly tokens: readonly Token[];
  readonly give: (place: Place<Sequence> | undefined) => void;
}

/** A sequence lent to one reply. */
export interface Lease<Sequence> {
  readonly sequence: Sequence;
  readonly release: () => void;
}

/**
 * Gives conversations their places in the model's memory, so that a turn finds there what the turn
 * before left. One conversation has one place; when none is free, replies wait in order.
 */
export class Sequences<Sequence extends Remembering> {
  readonly #places: readonly Place<Sequence>[];
  #waiting: readonly Waiting<Sequence>[] = [];
  #uses = 0;

  constructor(sequences: readonly Sequence[]) {
    this.#places = sequences.map(sequence => ({
      sequence,
      conversation: undefined,
      usedAt: 0,
      busy: false,
    }));
  }

  /** @returns undefined if the signal aborted first */
  async acquire(
    conversation: string,
    tokens: readonly Token[],
    signal: AbortSignal,
  ): Promise<Lease<Sequence> | undefined> {
    const place =
      this.#choose(conversation, tokens) ?? (await this.#wait(conversation, tokens, signal));
    if (place === undefined) return undefined;
    return { sequence: place.sequence, release: () => this.#release(place) };
  }

  #wait(
    conversation: string,
    tokens: readonly Token[],
    signal: AbortSignal,
  ): Promise<Place<Sequence> | undefined> {
    return new Promise(resolve => {
      const onAbort = (): void => {
        this.#waiting = this.#waiting.filter(other => other !== waiting);
        resolve(undefined);
      };
      const waiting: Waiting<Sequence> = {
        conversation,
        tokens,
        give: place => {
          signal.removeEventListener('abort', onAbort);
          resolve(place);
        },
      };
      if (signal.aborted) {
        resolve(undefined);
        return;
      }
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting = [...this.#waiting, waiting];
    });
  }

  #release(place: Place<Sequence>): void {
    place.busy = false;
    for (const waiting of this.#waiting) {
      const found = this.#choose(waiting.conversation, waiting.tokens);
      if (found === undefined) continue;
      this.#waiting = this.#waiting.filter(other => other !== waiting);
      waiting.give(found);
      return;
    }
  }

  /** Takes the best free place for a conversation. */
  #choose(conversation: string, tokens: readonly Token[]): Place<Sequence> | undefined {
    const own = this.#places.find(place => place.conversation === conversation);
    // A reply of the same conversation is running: its place is the only right one.
    if (own?.busy) return undefined;
    const place = own ?? this.#best(tokens);
    if (place === undefined) return undefined;
    place.conversation = conversation;
    place.usedAt = ++this.#uses;
    place.busy = true;
    return place;
  }

  /**
   * For a new conversation: a place that nobody has used; else, of those that know more than half of
   * the prompt already, the one that has least to forget; else the one whose conversation has been
   * silent longest.
   */
  #best(tokens: readonly Token[]): Place<Sequence> | undefined {
    const free = this.#places.filter(place => !place.busy);
    const unused = free.find(place => place.conversation === undefined);
    if (unused !== undefined) return unused;
    const longestSilent = free.toSorted((a, b) => a.usedAt - b.usedAt);
    const [best] = longestSilent
      .map(place => {
        const { contextTokens } = place.sequence;
        const known = commonPrefix(contextTokens, tokens);
        return { place, known, forgets: contextTokens.length - known };
      })
      .filter(({ known }) => known > tokens.length / 2)
      .toSorted((a, b) => a.forgets - b.forgets);
    return best?.place ?? longestSilent[0];
  }
}

function commonPrefix(known: readonly Token[], tokens: readonly Token[]): number {
  const end = Math.min(known.length, tokens.length);
  for (let at = 0; at < end; at++) if (known[at] !== tokens[at]) return at;
  return end;
}
