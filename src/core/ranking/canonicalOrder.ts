import type { Timestamp, Verdict } from '../model.ts';
import type { Ballot } from './ballot.ts';
import { isTime } from './castTime.ts';

/** When a vote was cast; 0 where it has no time, so that it comes before all others. */
export function timeOf({ castAt }: Pick<Ballot, 'castAt'>): Timestamp {
  return isTime(castAt) ? castAt : 0;
}

/** Ballots in an order that is theirs alone. */
export interface CanonicalOrder {
  readonly ballots: readonly Ballot[];
  /** All of each ballot that a number on a board may depend on. */
  readonly lines: readonly string[];
}

/**
 * Puts ballots into the order that everything is computed in: by time, as online Elo wants it, and by
 * content at the same time. So the order in which they came changes nothing, not even the last digit of a
 * sum. Their ids do not matter: those of a file's lines would be others if its lines were shuffled.
 */
export function inCanonicalOrder(ballots: readonly Ballot[]): CanonicalOrder {
  const entries = ballots.map((ballot): Entry => {
    return { ballot, time: timeOf(ballot), line: lineOf(ballot), rest: undefined };
  });
  entries.sort((a, b) => a.time - b.time || compareText(a.line, b.line) || compareRests(a, b));
  return {
    ballots: entries.map(({ ballot }) => ballot),
    lines: entries.map(({ ballot, line }) => line + factsText(ballot)),
  };
}

interface Entry {
  readonly ballot: Ballot;
  readonly time: Timestamp;
  readonly line: string;
  /** What else the numbers may depend on; asked for only where two votes are the same. */
  rest: string | undefined;
}

function compareRests(a: Entry, b: Entry): number {
  a.rest ??= restOf(a.ballot);
  b.rest ??= restOf(b.ballot);
  return compareText(a.rest, b.rest);
}

function restOf({ sessionId, turnId, asked, shown }: Ballot): string {
  return JSON.stringify([sessionId, turnId, asked, shown]);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Between the parts of a line; in no name that anybody types. */
const SEPARATOR = '\u001f';

/** The vote: who said what of whom, and when. */
function lineOf({ castAt, voter, verdict, shown }: Ballot): string {
  let line = `${timeOf({ castAt })}${SEPARATOR}${voter}${SEPARATOR}${verdictText(verdict)}`;
  for (const { seat, name, fingerprint } of shown) {
    line += `${SEPARATOR}${seat} ${name}#${fingerprint}`;
  }
  return line;
}

/** What bias, style control, speed and consistency go by; '' for nothing known. */
function factsText({ shown, asked }: Ballot): string {
  let text = asked === undefined ? '' : `${SEPARATOR}asked ${asked}`;
  for (const { seat, answer } of shown) {
    if (!answer) continue;
    const { characters, headers, lists, bold, tokens, tokensPerSecond, totalMs } = answer;
    text += `${SEPARATOR}${seat} ${characters} ${headers} ${lists} ${bold} ${tokens ?? ''} ${tokensPerSecond ?? ''} ${totalMs ?? ''}`;
  }
  return text;
}

function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'best':
      return `best ${verdict.winner}`;
    case 'ranking':
      return `ranking ${JSON.stringify(verdict.order)}`;
    default:
      return verdict.kind;
  }
}
