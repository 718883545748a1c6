import type { Ballot, Contestant } from './ballot.ts';
import { botKey } from './battles.ts';
import { compareText } from './canonicalOrder.ts';
import type { JudgedItem } from './statistics/agreement.ts';
import type { RepeatedJudgement } from './statistics/consistency.ts';

/** Between the parts of a name that is made here; in no name that anybody types. */
const SEPARATOR = '\u001f';

/**
 * Names the thing that a vote judged: the answers of these bots in a turn, or in a whole session.
 *
 * @returns undefined where nobody knows what was judged. An import without conversations keeps the votes
 *   of many conversations in one session without turns.
 */
export function itemOf(ballot: Ballot): string | undefined {
  const place = placeOf(ballot);
  return place === undefined ? undefined : `${place}${SEPARATOR}${botsOf(ballot)}`;
}

function placeOf({ sessionId, turnId, asked }: Ballot): string | undefined {
  if (sessionId === undefined || (turnId === undefined && asked === undefined)) return undefined;
  return `${sessionId}${SEPARATOR}${turnId ?? ''}`;
}

function botsOf({ shown }: Ballot): string {
  const bots = shown.map(bot => `${bot.seat} ${botKey(bot)}`);
  return bots.sort(compareText).join(SEPARATOR);
}

/** What each voter said of each thing that two or more judged: who is not worse than anybody shown. */
export function judgedItems(ballots: readonly Ballot[]): JudgedItem[] {
  // Most votes are alone in their turn: nobody asks which bots those judged.
  const items = groupedBy(ballots, placeOf).flatMap(group => groupedBy(group, botsOf));
  return items.flatMap(group => {
    const [first] = group;
    if (group.every(({ voter }) => voter === first?.voter)) return [];
    // Of several votes of one voter on one session the last one counts here.
    return new Map(group.map(ballot => [ballot.voter, winners(ballot, ({ seat }) => seat)]));
  });
}

/** What voters said when they met the same prompts and the same bots again, in whatever session. */
export function repeatedJudgements(
  ballots: readonly Ballot[],
  keyOf: (bot: Contestant) => string,
): RepeatedJudgement[] {
  const byVoter = new Map<string, Ballot[]>();
  for (const ballot of ballots) {
    const own = byVoter.get(ballot.voter);
    if (own) own.push(ballot);
    else byVoter.set(ballot.voter, [ballot]);
  }
  const judgements: RepeatedJudgement[] = [];
  for (const [voter, own] of byVoter) {
    for (const group of groupedBy(own, ({ asked }) => asked)) {
      for (const ballot of group) {
        const bots = ballot.shown.map(keyOf).sort(compareText).join(SEPARATOR);
        const pair = `${ballot.asked ?? ''}${SEPARATOR}${bots}`;
        judgements.push({ voter, pair, category: winners(ballot, keyOf) });
      }
    }
  }
  return judgements;
}

/** Those with the same key, where there are two or more, in the order in which they came. */
function groupedBy(
  ballots: readonly Ballot[],
  keyOf: (ballot: Ballot) => string | undefined,
): Ballot[][] {
  const groups = new Map<string, Ballot | Ballot[]>();
  for (const ballot of ballots) {
    const key = keyOf(ballot);
    if (key === undefined) continue;
    const group = groups.get(key);
    // Most are alone, and need no list of their own.
    if (!group) groups.set(key, ballot);
    else if (Array.isArray(group)) group.push(ballot);
    else groups.set(key, [group, ballot]);
  }
  return [...groups.values()].filter(group => Array.isArray(group));
}

/** Those that the verdict puts first, in one string: all for "all good", none for "all bad". */
function winners({ verdict, shown }: Ballot, nameOf: (bot: Contestant) => string): string {
  const best = shown.filter(({ seat }) => {
    if (verdict.kind === 'best') return seat === verdict.winner;
    if (verdict.kind === 'ranking') return verdict.order[0]?.includes(seat) ?? false;
    return verdict.kind === 'allGood';
  });
  return best.map(nameOf).sort(compareText).join(SEPARATOR);
}
