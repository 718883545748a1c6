import { assertNever } from '../std/assertNever.ts';
import type { Seat, SeatedBot, Verdict, Vote, VoteId } from '../model.ts';
import { OUTCOME } from './battleColumns.ts';

/** What a rating belongs to: a bot's name and fingerprint in one string. */
export type BotKey = string;

export function botKey(bot: Pick<SeatedBot, 'name' | 'fingerprint'>): BotKey {
  return `${bot.name}#${bot.fingerprint}`;
}

/** How a compared pair can end; the better one is always the first. */
export type PairOutcome = typeof OUTCOME.aWins | typeof OUTCOME.tie | typeof OUTCOME.bothBad;

/**
 * Visits the pairs a verdict compares, by their places in `shown`. The rules are the original ChatZoo's:
 * the winner beats each other bot and the losers are not compared; all good and all bad make every pair a
 * tie. A ranking compares every two bots that it names.
 */
export function eachPair(
  verdict: Verdict,
  shown: readonly { readonly seat: Seat }[],
  visit: (a: number, b: number, outcome: PairOutcome) => void,
): void {
  switch (verdict.kind) {
    case 'best': {
      const winner = shown.findIndex(bot => bot.seat === verdict.winner);
      for (let i = 0; winner >= 0 && i < shown.length; i++) {
        if (i !== winner) visit(winner, i, OUTCOME.aWins);
      }
      return;
    }
    case 'allGood':
    case 'allBad': {
      const outcome = verdict.kind === 'allGood' ? OUTCOME.tie : OUTCOME.bothBad;
      for (let i = 0; i < shown.length; i++) {
        for (let j = i + 1; j < shown.length; j++) visit(i, j, outcome);
      }
      return;
    }
    case 'ranking': {
      const ranked = verdict.order.flatMap((seats, rank) =>
        seats.map(seat => ({ rank, place: shown.findIndex(bot => bot.seat === seat) })),
      );
      const found = ranked.filter(({ place }) => place >= 0);
      found.forEach((a, i) => {
        for (const b of found.slice(i + 1)) {
          visit(a.place, b.place, a.rank === b.rank ? OUTCOME.tie : OUTCOME.aWins);
        }
      });
      return;
    }
    default:
      assertNever(verdict);
  }
}

/** Two compared bots with what the vote said of them; a winner is `a`. */
export interface Pair<Bot = SeatedBot> {
  readonly a: Bot;
  readonly b: Bot;
  /** 1: a won, 0: b won, 0.5: tie. */
  readonly score: 0 | 0.5 | 1;
}

/** The pairs a vote compares, a bot that meets itself included. */
export function pairsOf({ verdict, shown }: Pick<Vote, 'verdict' | 'shown'>): Pair[] {
  const pairs: Pair[] = [];
  eachPair(verdict, shown, (i, j, outcome) => {
    const [a, b] = [shown[i], shown[j]];
    if (a && b) pairs.push({ a, b, score: outcome === OUTCOME.aWins ? 1 : 0.5 });
  });
  return pairs;
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
