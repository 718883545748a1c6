import { orderText } from '../order.ts';
import { assertNever } from '../std/assertNever.ts';
import type { SessionId, Timestamp, TurnId } from '../model.ts';
import type { Ballot } from './ballot.ts';
import { OUTCOME } from './battleColumns.ts';
import { eachPair } from './battles.ts';
import { compareText, timeOf } from './canonicalOrder.ts';
import { dayOf } from './days.ts';
import { groupKey } from './grouping.ts';
import { itemOf } from './judgedAlike.ts';
import type { BoardOptions } from './options.ts';
import { reasonBy } from './selection.ts';

/** Which votes are meant: those that fit every part given. Bots by their key on the board. */
export interface VotesCell {
  readonly a?: string | undefined;
  readonly b?: string | undefined;
  /** What the vote said of `a` (against `b`, or against anybody). */
  readonly outcome?: 'win' | 'tie' | 'loss' | undefined;
  readonly voter?: string | undefined;
  /** Another voter who judged the same. */
  readonly otherVoter?: string | undefined;
  /** UTC, `2026-01-31`. */
  readonly day?: string | undefined;
  /** A reason of the board's `excluded`: the votes left out for it, instead of those that count. */
  readonly excluded?: string | undefined;
}

export interface VoteBehind {
  readonly id: string;
  readonly sessionId?: SessionId | undefined;
  readonly turnId?: TurnId | undefined;
  readonly title: string;
  /** 0 where it has no time. */
  readonly castAt: Timestamp;
  readonly voter: string;
  /** `Ant > Bee = Cat`. */
  readonly outcome: string;
  readonly shown: readonly string[];
  readonly flags: readonly string[];
  readonly counted: boolean;
}

/** More are not looked through by anybody. */
const MOST = 200;

/** The votes behind one cell of a board, newest first; `total` says how many there are. */
export function votesBehind(
  ballots: readonly Ballot[],
  options: BoardOptions,
  cell: VotesCell,
): { readonly total: number; readonly votes: readonly VoteBehind[] } {
  const reasonAgainst = reasonBy(options);
  const found = ballots.filter(ballot => reasonAgainst(ballot) === cell.excluded);
  const fits = [fitsBots(cell, options), fitsVoters(cell, found), fitsDay(cell)];
  const behind = found.filter(ballot => fits.every(fit => fit(ballot)));
  behind.sort((x, y) => timeOf(y) - timeOf(x) || compareText(x.id, y.id));
  return {
    total: behind.length,
    votes: behind.slice(0, MOST).map(ballot => ({
      id: ballot.id,
      sessionId: ballot.sessionId,
      turnId: ballot.turnId,
      title: ballot.title ?? '',
      castAt: timeOf(ballot),
      voter: ballot.voter,
      outcome: outcomeText(ballot),
      shown: ballot.shown.map(({ name }) => name),
      flags: ballot.flags,
      counted: cell.excluded === undefined,
    })),
  };
}

function fitsBots({ a, b, outcome }: VotesCell, { groupBy }: BoardOptions) {
  const keyOf = groupKey(groupBy);
  return ({ verdict, shown }: Ballot): boolean => {
    const keys = shown.map(keyOf);
    if (a === undefined && b === undefined) return true;
    if (outcome === undefined && (a === undefined || b === undefined)) {
      return keys.includes(a ?? b ?? '');
    }
    let fits = false;
    eachPair(verdict, shown, (i, j, result) => {
      const [one, other] = [keys[i], keys[j]];
      if (one === other) return;
      const isAWon = result === OUTCOME.aWins;
      const forward = matches(one, a) && matches(other, b) && said(outcome, isAWon ? 'win' : 'tie');
      const back = matches(other, a) && matches(one, b) && said(outcome, isAWon ? 'loss' : 'tie');
      if (forward || back) fits = true;
    });
    return fits;
  };
}

function matches(key: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || key === wanted;
}

function said(wanted: VotesCell['outcome'], outcome: 'win' | 'tie' | 'loss'): boolean {
  return wanted === undefined || wanted === outcome;
}

/** With two voters: what either of them said of the things that both judged. */
function fitsVoters({ voter, otherVoter }: VotesCell, ballots: readonly Ballot[]) {
  if (voter === undefined || otherVoter === undefined) {
    const only = voter ?? otherVoter;
    return (ballot: Ballot): boolean => only === undefined || ballot.voter === only;
  }
  const itemsBy = (name: string): Set<string | undefined> =>
    new Set(ballots.filter(ballot => ballot.voter === name).map(itemOf));
  const [own, others] = [itemsBy(voter), itemsBy(otherVoter)];
  return (ballot: Ballot): boolean => {
    if (ballot.voter !== voter && ballot.voter !== otherVoter) return false;
    const item = itemOf(ballot);
    return item !== undefined && own.has(item) && others.has(item);
  };
}

function fitsDay({ day }: VotesCell) {
  return ({ castAt }: Ballot): boolean => day === undefined || dayOf(castAt) === day;
}

/** What the vote said, in signs that need no translation: `Ant > Bee, Cat`, `Ant = Bee`; bad ones: `✗ …`. */
function outcomeText({ verdict, shown }: Ballot): string {
  const nameOf = (seat: string): string => shown.find(bot => bot.seat === seat)?.name ?? seat;
  const names = shown.map(({ name }) => name);
  switch (verdict.kind) {
    case 'best': {
      const others = shown.filter(({ seat }) => seat !== verdict.winner).map(({ name }) => name);
      return `${nameOf(verdict.winner)} > ${others.join(', ')}`;
    }
    case 'allGood':
      return names.join(' = ');
    case 'allBad':
      return `✗ ${names.join(' = ')}`;
    case 'ranking':
      return orderText(verdict.order, nameOf);
    default:
      return assertNever(verdict);
  }
}
