import type { SessionId, TurnId, Verdict, Vote, VoteId } from '../../core/model.ts';
import { orderFault } from '../../core/order.ts';
import { standing } from '../../core/ranking/battles.ts';
import { Emitter } from '../../core/std/emitter.ts';
import type { Translate } from '../../core/text.ts';
import type { Arena } from './arena.ts';
import { judgedTurns, winnersOf } from './gate.ts';
import type { LiveSession } from './liveSession.ts';
import type { Stores, World } from './ports.ts';
import type { Settings } from './settings.ts';
import { Refusal } from './refusal.ts';

export interface Ballot {
  /** The turn voted on; without one the whole session. */
  readonly turnId?: TurnId | undefined;
  readonly verdict: Verdict;
  readonly comment: string;
}

/** Takes votes: one for a whole session, which closes it, or one a turn before the next is asked. */
export class Annotations {
  readonly #stores: Stores;
  readonly #arena: Arena;
  readonly #settings: () => Settings;
  readonly #world: World;
  readonly #t: Translate;
  readonly #cast = new Emitter<Vote>();

  /** A vote was cast here and is stored. */
  readonly onCast = this.#cast.event;

  constructor(parts: {
    readonly stores: Stores;
    readonly arena: Arena;
    readonly settings: () => Settings;
    readonly world: World;
    readonly t: Translate;
  }) {
    this.#stores = parts.stores;
    this.#arena = parts.arena;
    this.#settings = parts.settings;
    this.#world = parts.world;
    this.#t = parts.t;
  }

  /**
   * Casts a vote; in `reply` mode a later vote on the last turn supersedes the voter's earlier one.
   *
   * @returns once the vote is stored.
   * @throws Refusal `notOpen` or `badVote`; StoreError.
   */
  async cast(sessionId: SessionId, ballot: Ballot): Promise<void> {
    const t = this.#t;
    const live = await this.#arena.sessions.get(sessionId);
    const { vote: gate } = live.gate(true);
    if (live.storing || (gate !== 'open' && gate !== 'cast')) {
      throw new Refusal('notOpen', t('This session does not take a vote now.'));
    }
    const vote = this.#voteOf(live, ballot);
    live.storing = true;
    try {
      const closes = live.session.annotationMode === 'session';
      await this.#stores.votes.add(vote, closes);
      live.addVote(vote);
      live.change({ updatedAt: vote.castAt, ...(closes ? { annotatedAt: vote.castAt } : {}) });
    } finally {
      live.storing = false;
    }
    this.#arena.announce(live);
    this.#cast.fire(vote);
  }

  #voteOf({ session, turns, votes }: LiveSession, { turnId, verdict, comment }: Ballot): Vote {
    const t = this.#t;
    const last = turns.at(-1);
    const expected = session.annotationMode === 'reply' ? last?.id : undefined;
    if (turnId !== expected) {
      throw new Refusal('badVote', t('This vote is not on what the session asks to be judged.'));
    }
    const winners = winnersOf(judgedTurns(session, turns));
    if (verdict.kind === 'best' && !winners.includes(verdict.winner)) {
      throw new Refusal('badVote', t('A bot that has not answered cannot be the best.'));
    }
    if (verdict.kind === 'ranking' && orderFault(verdict.order, winners)) {
      throw new Refusal(
        'badVote',
        t('A ranking names each bot once, and only bots that answered.'),
      );
    }
    const name = this.#settings().annotator;
    // What somebody else said of this turn is theirs to change.
    const earlier = standing(votes).find(
      vote => vote.turnId === turnId && vote.voter.name === name,
    );
    return {
      id: this.#world.newId() as VoteId,
      sessionId: session.id,
      ...(turnId === undefined ? {} : { turnId }),
      castAt: this.#world.now(),
      voter: { kind: 'human', name },
      verdict,
      // Who never answered was not compared.
      shown: session.seats.filter(({ seat }) => winners.includes(seat)),
      blind: false,
      ...(earlier ? { supersedes: earlier.id } : {}),
      comment,
      flags: [],
    };
  }
}
