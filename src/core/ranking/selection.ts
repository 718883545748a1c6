import type { Ballot } from './ballot.ts';
import { isTime } from './castTime.ts';
import { EXCLUSIONS, type BoardFilter, type BoardOptions, type Exclusion } from './options.ts';

/** Why a ballot is not counted. */
export type Reason = 'filter' | 'voter' | Exclusion;

export interface Selection {
  readonly counted: readonly Ballot[];
  /** How many are left out, each by its first reason. */
  readonly excluded: Readonly<Record<Reason, number>>;
}

/** Takes the ballots that count by these options; nothing is deleted, each of the others is counted out. */
export function select(ballots: readonly Ballot[], options: BoardOptions): Selection {
  const reasonAgainst = reasonBy(options);
  const excluded = noneExcluded();
  const counted = ballots.filter(ballot => {
    const reason = reasonAgainst(ballot);
    if (reason !== undefined) excluded[reason]++;
    return reason === undefined;
  });
  return { counted, excluded };
}

function noneExcluded(): Record<Reason, number> {
  const flags = Object.fromEntries(EXCLUSIONS.map(name => [name, 0])) as Record<Exclusion, number>;
  return { filter: 0, voter: 0, ...flags };
}

/** Says the first reason why a ballot does not count: filters, voters, then the order of EXCLUSIONS. */
export function reasonBy(options: BoardOptions): (ballot: Ballot) => Reason | undefined {
  const fits = filterBy(options.filter);
  const voters = new Set(options.excludedVoters);
  const exclusions = EXCLUSIONS.filter(name => options.exclude.includes(name));
  return ballot => {
    if (!fits(ballot)) return 'filter';
    if (voters.has(ballot.voter)) return 'voter';
    return exclusions.find(name => isExcluded(ballot, name));
  };
}

function isExcluded(ballot: Ballot, by: Exclusion): boolean {
  switch (by) {
    case 'named':
      return !ballot.blind;
    case 'tie':
      return isTie(ballot);
    default:
      return ballot.flags.includes(by);
  }
}

/** Whether the vote prefers no bot to another. A ranking with one winner and many ties is no tie. */
function isTie({ verdict }: Ballot): boolean {
  if (verdict.kind === 'ranking') return verdict.order.length < 2;
  return verdict.kind !== 'best';
}

function filterBy(filter: BoardFilter): (ballot: Ballot) => boolean {
  const voters = among(filter.voters);
  const languages = among(filter.languages);
  const modes = among(filter.annotationModes);
  const origins = among(filter.origins);
  const promptSets = among(filter.promptSets);
  const from = filter.from ?? -Infinity;
  const until = filter.until ?? Infinity;
  const anyTime = filter.from === undefined && filter.until === undefined;
  return ballot =>
    voters(ballot.voter) &&
    languages(ballot.language ?? 'unknown') &&
    modes(ballot.annotationMode ?? '') &&
    origins(ballot.origin ?? '') &&
    promptSets(ballot.promptSet ?? '') &&
    (filter.tags.length === 0 || filter.tags.some(tag => ballot.tags.includes(tag))) &&
    fitsTurn(ballot, filter.turn) &&
    // A vote without a time lies in no period.
    (anyTime || (isTime(ballot.castAt) && ballot.castAt >= from && ballot.castAt <= until));
}

/** An empty list restricts nothing. */
function among(allowed: readonly string[]): (value: string) => boolean {
  if (allowed.length === 0) return () => true;
  const set = new Set(allowed);
  return value => set.has(value);
}

/** A vote on a whole session is neither on its first turn nor on a later one. */
function fitsTurn({ turnIndex }: Ballot, turn: BoardFilter['turn']): boolean {
  if (turn === 'all') return true;
  if (turnIndex === undefined) return false;
  return turn === 'first' ? turnIndex === 0 : turnIndex > 0;
}
