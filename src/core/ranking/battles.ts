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

/** Two compared bots with what the vote said of them. */
export interface Pair {
  readonly a: SeatedBot;
  readonly b: SeatedBot;
  readonly score: Battle['score'];
}

/**
 * The pairs a vote compares, by the original ChatZoo's rules: the winner beats each other bot and the
 * losers are not compared; all good and all bad make every pair a tie.
 */
export function pairsOf({ verdict, shown }: Pick<Vote, 'verdict' | 'shown'>): Pair[] {
  switch (verdict.kind) {
    case 'best': {
      const winner = shown.find(bot => bot.seat === verdict.winner);
      if (!winner) return [];
      return shown.flatMap(bot => (bot === winner ? [] : { a: winner, b: bot, score: 1 }));
    }
    case 'allGood':
    case 'allBad':
      return shown.flatMap((a, i) => shown.slice(i + 1).map(b => ({ a, b, score: 0.5 as const })));
    default:
      return assertNever(verdict);
  }
}

/**
 * The battles a vote implies: its pairs, but a bot is never its own opponent: two seats with the same
 * bot make no battle.
 */
export function battlesOf(vote: Pick<Vote, 'id' | 'verdict' | 'shown'>): Battle[] {
  return pairsOf(vote)
    .map(({ a, b, score }) => ({ voteId: vote.id, a: botKey(a), b: botKey(b), score }))
    .filter(({ a, b }) => a !== b);
}

/**
 * The votes that still stand, in the order given: those that no other one supersedes, and of several
 * that one voter cast on one turn, on two machines, say, the newest.
 *
 * A vote supersedes only one of the same voter on the same thing. On a whole session each vote stands:
 * an imported heap of comparisons has many by one voter.
 */
export function standing<V extends Cast>(votes: readonly V[]): V[] {
  const byId = new Map(votes.map(vote => [vote.id, vote]));
  const superseded = new Set<VoteId>();
  for (const vote of votes) {
    const old = vote.supersedes === undefined ? undefined : byId.get(vote.supersedes);
    if (old && old !== vote && subjectOf(old) === subjectOf(vote)) superseded.add(old.id);
  }
  const open = votes.filter(vote => !superseded.has(vote.id));
  const newest = new Map<string, V>();
  for (const vote of open) {
    if (vote.turnId === undefined) continue;
    const other = newest.get(subjectOf(vote));
    if (!other || isNewer(vote, other)) newest.set(subjectOf(vote), vote);
  }
  return open.filter(
    vote => vote.turnId === undefined || newest.get(subjectOf(vote))?.id === vote.id,
  );
}

type Cast = Pick<Vote, 'id' | 'supersedes' | 'voter' | 'sessionId' | 'turnId' | 'castAt'>;

/** Who judged what. */
function subjectOf({ voter, sessionId, turnId }: Cast): string {
  return JSON.stringify([voter.kind, voter.name, sessionId, turnId]);
}

function isNewer(vote: Cast, other: Cast): boolean {
  return vote.castAt === other.castAt ? vote.id > other.id : vote.castAt > other.castAt;
}
