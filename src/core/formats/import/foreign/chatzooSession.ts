import type { SeatedBot, SessionId, TurnId, Vote, VoteId } from '../../../model.ts';
import { seatName } from '../../../model.ts';
import type { SessionRecord } from '../../record.ts';
import type { ImportContext } from '../format.ts';
import { aligned } from './align.ts';
import type { ChatzooBot } from './chatzooBot.ts';
import type { Answer } from './chatzooRows.ts';
import type { TurnDraft } from './draft.ts';
import { MOST_SEATS, recordOf } from './draft.ts';
import type { MakeId } from './ids.ts';

/** A session of ChatZoo's database while it is put together: its answers first, then its votes. */
export class ChatzooSession {
  readonly id: SessionId;
  readonly at: string;
  readonly mode: 'arena' | 'debug';
  readonly votes: Vote[] = [];
  readonly #origin: string;
  /** The last bot of each place; a Map keeps the order in which they came. */
  readonly #places = new Map<string, ChatzooBot>();
  readonly #voteIds = new Set<VoteId>();
  readonly #lastVotes = new Map<TurnId | undefined, VoteId>();
  readonly #answers: Answer[] = [];
  #turns: readonly TurnDraft[] | undefined;
  readonly #turnOf = new Map<number, number>();

  constructor(id: SessionId, at: string, mode: 'arena' | 'debug', origin: string) {
    this.id = id;
    this.at = at;
    this.mode = mode;
    this.#origin = origin;
  }

  add(answer: Answer): void {
    this.#answers.push(answer);
    this.#places.set(answer.place, answer.bot);
  }

  /** How many bots sit in it. */
  get size(): number {
    return this.#places.size;
  }

  /** The index of the turn that an answer belongs to. */
  turnOf(dialogueId: number): number | undefined {
    this.#build();
    return this.#turnOf.get(dialogueId);
  }

  /** The bots with their places, in order. */
  get seated(): readonly {
    readonly key: string;
    readonly bot: ChatzooBot;
    readonly seat: SeatedBot;
  }[] {
    return [...this.#places].map(([key, bot], i) => ({ key, bot, seat: seatedBot(i, bot) }));
  }

  /** A seat for a bot that was compared but did not answer in any turn of the file. */
  seatAnother(key: string, bot: ChatzooBot): SeatedBot {
    this.#places.set(key, bot);
    return seatedBot([...this.#places.keys()].indexOf(key), bot);
  }

  /** Adds a vote; it supersedes the last one on the same turn, or on the session. One twice is one. */
  vote(vote: Vote): void {
    if (this.#voteIds.has(vote.id)) return;
    this.#voteIds.add(vote.id);
    const earlier = this.#lastVotes.get(vote.turnId);
    this.#lastVotes.set(vote.turnId, vote.id);
    this.votes.push(earlier === undefined ? vote : { ...vote, supersedes: earlier });
  }

  record(makeId: MakeId, context: ImportContext): SessionRecord {
    const onTurns = this.votes.length > 0 && this.votes.every(vote => vote.turnId !== undefined);
    const draft = {
      id: this.id,
      origin: this.#origin,
      mode: this.mode,
      annotationMode: onTurns ? 'reply' : 'session',
      createdAt: 0,
      seats: this.seated.map(({ seat }) => seat),
      turns: this.#build(),
    } as const;
    return recordOf(draft, this.votes, makeId, context);
  }

  #build(): readonly TurnDraft[] {
    // Too many bots: the session is refused as a whole.
    if (this.size > MOST_SEATS) return [];
    if (this.#turns) return this.#turns;
    // The ids grow as the rows are written.
    const answers = [...this.#answers].sort((a, b) => a.dialogueId - b.dialogueId);
    const lists = new Map(
      [...this.#places.keys()].map(key => [key, [] as { question: string; item: Answer }[]]),
    );
    for (const item of answers) lists.get(item.place)?.push({ question: item.question, item });
    this.#turns = aligned([...lists.values()]).map(({ question, items }, index) => {
      for (const { dialogueId } of items.values()) this.#turnOf.set(dialogueId, index);
      return {
        prompt: question,
        at: Math.min(...[...items.values()].map(({ at }) => at)),
        replies: [...items].map(([place, { bot, text }]) => ({
          bot: seatedBot(place, bot),
          text,
          sampling: bot.sampling,
        })),
      };
    });
    return this.#turns;
  }
}

function seatedBot(index: number, bot: ChatzooBot): SeatedBot {
  return {
    seat: seatName(index),
    name: bot.name,
    kind: 'imported',
    model: bot.model,
    fingerprint: bot.fingerprint,
    ...(bot.systemPrompt === undefined ? {} : { systemPrompt: bot.systemPrompt }),
  };
}
