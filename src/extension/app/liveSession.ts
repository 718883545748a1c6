import type { Reply, ReplyId, Session, Turn, Vote } from '../../core/model.ts';
import type { Gate, Progress } from '../../protocol/arenaPage.ts';
import { gateOf } from './gate.ts';
import type { SessionRecord } from '../../core/formats/record.ts';

/** A session in memory, while a page shows it or a bot answers in it; the store has the same. */
export class LiveSession {
  #session: Session;
  #turns: Turn[];
  #votes: Vote[];
  /** What stops each reply that is under way. */
  readonly running = new Map<ReplyId, AbortController>();
  /** Why replies that are under way show no text yet. */
  readonly progress = new Map<ReplyId, Progress>();
  /** A turn or a vote is being stored: a second one must wait for the outcome. */
  storing = false;
  #removed = false;

  constructor({ session, turns, votes }: SessionRecord) {
    this.#session = session;
    this.#turns = [...turns];
    this.#votes = [...votes];
  }

  get session(): Session {
    return this.#session;
  }

  get turns(): readonly Turn[] {
    return this.#turns;
  }

  get votes(): readonly Vote[] {
    return this.#votes;
  }

  /** Whether it was deleted: nothing may start in it any more. */
  get removed(): boolean {
    return this.#removed;
  }

  /** It is deleted: stops what runs in it. */
  remove(): void {
    this.#removed = true;
    for (const controller of this.running.values()) controller.abort();
  }

  /** Takes what was read from the store in place of what it has. */
  reset({ session, turns, votes }: SessionRecord): void {
    this.#session = session;
    this.#turns = [...turns];
    this.#votes = [...votes];
  }

  gate(trusted: boolean): Gate {
    return gateOf({ session: this.#session, turns: this.#turns, votes: this.#votes, trusted });
  }

  change(change: Partial<Session>): void {
    this.#session = { ...this.#session, ...change };
  }

  addTurn(turn: Turn): void {
    this.#turns.push(turn);
  }

  addVote(vote: Vote): void {
    this.#votes.push(vote);
  }

  findReply(id: ReplyId): { readonly turn: Turn; readonly reply: Reply } | undefined {
    for (const turn of this.#turns) {
      const reply = turn.replies.find(candidate => candidate.id === id);
      if (reply) return { turn, reply };
    }
    return undefined;
  }

  replaceReply(reply: Reply): void {
    const index = this.#turns.findIndex(turn => turn.id === reply.turnId);
    const turn = this.#turns[index];
    if (!turn) return;
    const replies = turn.replies.map(old => (old.id === reply.id ? reply : old));
    this.#turns[index] = { ...turn, replies };
  }
}
