import { fingerprintOfModel } from '../../formats/import/foreign/ids.ts';
import type { Verdict } from '../../model.ts';
import type { Ballot, Contestant } from '../ballot.ts';
import { OUTCOME } from '../battleColumns.ts';
import type { OrderedBattles } from './orderBattles.ts';

/**
 * A ballot a battle, with all that a file of battles knows: who won, who judged, and when. The bots are those that an
 * import of the same names would make, so that both can stand on one board.
 *
 * @param sha256 of the text's UTF-8, in hex.
 */
export function ballotsFromBattles(
  { names, battles, times, voter, voters }: OrderedBattles,
  sha256: (text: string) => string,
): Ballot[] {
  const left = names.map(name => contestant('A', name, sha256));
  const right = names.map(name => contestant('B', name, sha256));
  const { a, b, outcome } = battles;
  const ballots: Ballot[] = [];
  for (let i = 0; i < a.length; i++) {
    const time = times?.[i] ?? 0;
    ballots.push({
      id: String(i),
      castAt: Number.isFinite(time) ? time : 0,
      voter: voters[voter?.[i] ?? 0] ?? '',
      verdict: VERDICTS[outcome[i] as number] as Verdict,
      shown: [left[a[i] as number] as Contestant, right[b[i] as number] as Contestant],
      blind: false,
      flags: [],
      tags: [],
      origin: 'fastchat-battles',
    });
  }
  return ballots;
}

/** By {@link OUTCOME}. */
const VERDICTS: Readonly<Record<number, Verdict>> = {
  [OUTCOME.aWins]: { kind: 'best', winner: 'A' },
  [OUTCOME.bWins]: { kind: 'best', winner: 'B' },
  [OUTCOME.tie]: { kind: 'allGood' },
  [OUTCOME.bothBad]: { kind: 'allBad' },
};

function contestant(seat: string, name: string, sha256: (text: string) => string): Contestant {
  const fingerprint = fingerprintOfModel(name, sha256);
  return { seat, name, kind: 'imported', model: name, fingerprint };
}
