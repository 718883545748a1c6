import type { BotSpec } from '../../bots/botSpec.ts';
import { hasEnded, type Reply, type ReplyErrorCode, type ReplyId } from '../../core/model.ts';
import { assertNever } from '../../core/std/assertNever.ts';
import type { ArenaEvent } from './arenaEvents.ts';
import { keyOf } from './botPool.ts';

/** Why something failed, with a code for advice; every BotError is one. */
export interface Failure {
  readonly code: ReplyErrorCode;
  readonly message: string;
}

/** What this window knows of a bot whose model runs elsewhere: how its last reply went. */
export type Outcome =
  | { readonly kind: 'unasked' }
  | { readonly kind: 'answering' }
  | { readonly kind: 'answered' }
  | { readonly kind: 'failed'; readonly error: Failure };

const UNASKED: Outcome = { kind: 'unasked' };
/** They say nothing of the bot: it was not asked, or what it said was lost here. */
const NOT_ITS_FAULT = new Set<ReplyErrorCode>([
  'botChanged',
  'botMissing',
  'interrupted',
  'notSaved',
]);

/** Follows the replies of all bots, by name. */
export class BotOutcomes {
  readonly #answering = new Map<ReplyId, string>();
  readonly #last = new Map<string, Outcome>();
  #specs = new Map<string, string>();

  of(name: string): Outcome {
    const isAnswering = [...this.#answering.values()].includes(name);
    return isAnswering ? { kind: 'answering' } : (this.#last.get(name) ?? UNASKED);
  }

  /** @returns whether the outcome of any bot is another one now. */
  follow(event: ArenaEvent): boolean {
    switch (event.kind) {
      case 'turn':
        return event.turn.replies.map(reply => this.#take(reply)).includes(true);
      case 'reply':
        return this.#take(event.reply);
      default:
        return false;
    }
  }

  /** The bot was asked outside of any session, and this came of it. */
  note(name: string, outcome: Outcome): void {
    this.#last.set(name, outcome);
  }

  /** What was known of bots that are configured otherwise now, or no longer, says nothing any more. */
  keepOnly(specs: readonly BotSpec[]): void {
    const now = new Map(specs.map(spec => [spec.name, keyOf(spec)]));
    for (const name of this.#last.keys()) {
      if (now.get(name) !== this.#specs.get(name)) this.#last.delete(name);
    }
    this.#specs = now;
  }

  #take(reply: Reply): boolean {
    const before = this.of(reply.botName);
    if (hasEnded(reply)) {
      this.#answering.delete(reply.id);
      const outcome = outcomeOf(reply);
      if (outcome) this.#last.set(reply.botName, outcome);
    } else this.#answering.set(reply.id, reply.botName);
    const after = this.of(reply.botName);
    return before.kind !== after.kind || after.kind === 'failed';
  }
}

/** Undefined if the reply does not tell how the bot is. */
function outcomeOf({ state }: Reply): Outcome | undefined {
  switch (state.kind) {
    case 'done':
      return { kind: 'answered' };
    case 'failed': {
      const { code, message } = state;
      return NOT_ITS_FAULT.has(code) ? undefined : { kind: 'failed', error: { code, message } };
    }
    case 'queued':
    case 'streaming':
    case 'stopped':
      return undefined;
    default:
      return assertNever(state);
  }
}
