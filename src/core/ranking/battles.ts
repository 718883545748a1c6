import { assertNever } from '../std/assertNever.ts';
import type { SeatedBot, Vote, VoteId } from '../model.ts';

/** What a rating belongs to: a bot's name and fingerprint in one string. */
export type BotKey = string;

export function botKey(bot: Pick<SeatedBot, 'name' | 'fingerprint'>): BotKey {
  return `${bot.name}#${bot.fingerprint}`;
}

/** One a-against-b outcome that a vote implies; derived, never stored. */
export interface Battle {
  readonly voteId: VoteId;
  readonly a: BotKey;
  readonly b: BotKey;
  /** 1: a won, 0: b won, 0.5: tie. */
  readonly score: 0 | 0.5 | 1;
}

/**
 * The battles a vote implies, by the original ChatZoo's rules: the winner beats each other bot and
 * the losers are not compared; all good and all bad make every pair a tie. A bot is never its own
 * opponent: two seats with the same bot make no battle.
 */
export function battlesOf(vote: Pick<Vote, 'id' | 'verdict' | 'shown'>): Battle[] {
  const { verdict, shown } = vote;
  const battle = (a: SeatedBot, b: SeatedBot, score: Battle['score']): Battle[] =>
    botKey(a) === botKey(b) ? [] : [{ voteId: vote.id, a: botKey(a), b: botKey(b), score }];
  switch (verdict.kind) {
    case 'best': {
      const winner = shown.find(bot => bot.seat === verdict.winner);
      if (!winner) return [];
      return shown.flatMap(bot => (bot === winner ? [] : battle(winner, bot, 1)));
    }
    case 'allGood':
    case 'allBad':
      return shown.flatMap((a, i) => shown.slice(i + 1).flatMap(b => battle(a, b, 0.5)));
    default:
      return assertNever(verdict);
  }
}

/** The votes that still stand: those no later vote supersedes, in the order given. */
export function standing<V extends Pick<Vote, 'id' | 'supersedes'>>(votes: readonly V[]): V[] {
  const superseded = new Set(votes.flatMap(vote => vote.supersedes ?? []));
  return votes.filter(vote => !superseded.has(vote.id));
}
