import { biasFeatures, styleFeatures } from './answerFeatures.ts';
import type { Ballot } from './ballot.ts';
import type { Board, BoardRow, BoardWarning, Effect } from './board.ts';
import { compareText, inCanonicalOrder } from './canonicalOrder.ts';
import { choicesOf } from './choices.ts';
import { columnsOf, MOST_GROUPS, type BoardColumns } from './columns.ts';
import { daysOf } from './days.ts';
import { isEnough } from './enough.ts';
import { groupLetters } from './fit/ranks.ts';
import { groupCalled } from './grouping.ts';
import { historyOf } from './history.ts';
import { judgedItems } from './judgedAlike.ts';
import { averageWinRate, MATRIX_BOTS, matricesOf } from './matrices.ts';
import type { BoardOptions } from './options.ts';
import { idleBot } from './rankColumns.ts';
import { rate, type Rated } from './rate.ts';
import { select } from './selection.ts';
import { separationsOf } from './separations.ts';
import { agreementOf } from './statistics/agreement.ts';
import { contextualFit } from './statistics/contextual.ts';
import { nextPair } from './statistics/nextPair.ts';
import { battlesOfBot, tallyOf } from './tally.ts';
import { votersOf } from './voters.ts';
import { nameWarnings, ratingWarnings } from './warnings.ts';

/**
 * Makes the whole leaderboard. A pure function: the same ballots in any order give the same board, to the
 * last digit.
 *
 * @param ballots all there are; the options say which of them count.
 * @param sha256 of the text's UTF-8, in hex.
 */
export function makeBoard(
  ballots: readonly Ballot[],
  options: BoardOptions,
  sha256: (text: string) => string,
): Board {
  const { counted, excluded } = select(ballots, options);
  const { ballots: ordered, lines } = inCanonicalOrder(counted);
  const columns = columnsOf(ordered, options);
  const names = columns.groups.map(({ name }) => name);
  const rated = ratedBy(ordered, columns, options);
  const bots = inOrderOfRating(columns, rated);
  const shown = bots.slice(0, MATRIX_BOTS);
  const met = shown.filter(bot => bot < columns.battles.bots);
  const expected = rated?.expected ?? (() => 0.5);
  const rows = rowsOf(bots, columns, rated, options);
  const known = shown.filter((_, place) => rows[place]?.enough);
  const { voters, more: moreVoters } = votersOf(ordered, columns, rated?.fit, options);
  const { days, more: moreDays } = daysOf(ordered);
  const { more: moreAgreement, ...agreement } = agreementOf(judgedItems(ordered));
  const { choices, more: moreChoices } = choicesOf(ballots);
  return {
    options,
    inputHash: sha256(lines.join('\n')),
    votes: ordered.length,
    battles: columns.battles.a.length,
    excluded,
    bots: rows,
    warnings: warningsOf(columns, names, rated, options),
    tieRate: tieRateOf(rated, options),
    ...matricesOf(
      columns.battles,
      shown.map(bot => (bot < columns.battles.bots ? bot : undefined)),
      expected,
    ),
    averageWinRate: bots.map((bot, place) =>
      rated && place < MATRIX_BOTS && bot < columns.battles.bots
        ? averageWinRate(bot, rated, rated.expectedAt)
        : null,
    ),
    history: historyOf(ordered, columns, met, options),
    voters,
    days,
    agreement,
    bias: rated ? biasOf(ordered, columns, options) : [],
    style: rated?.style?.effects ?? [],
    separations: rated ? separationsOf(columns, known, rated.fit, options) : [],
    nextPair: nextPairOf(names, rated, options),
    choices,
    more: { voters: moreVoters, days: moreDays, agreement: moreAgreement, choices: moreChoices },
  };
}

/** More bots are too many for the dense matrices of features; they have neither bias nor style control. */
const FEATURE_BOTS = 300;

/** undefined without any battle. */
function ratedBy(
  ballots: readonly Ballot[],
  columns: BoardColumns,
  options: BoardOptions,
): Rated | undefined {
  const { battles, groups } = columns;
  if (battles.a.length === 0) return undefined;
  const anchor = options.anchor ? groupCalled(groups, options.anchor.name) : -1;
  const isControlled = options.styleControl && battles.bots <= FEATURE_BOTS;
  return rate(battles, options, {
    anchor: anchor < 0 || anchor >= battles.bots ? undefined : anchor,
    style: isControlled ? styleFeatures(ballots, columns) : undefined,
  });
}

/** Best first, equals by name; those without battles come last. */
function inOrderOfRating({ groups, battles }: BoardColumns, rated: Rated | undefined): number[] {
  const points = (bot: number): number =>
    bot < battles.bots ? (rated?.rating[bot] ?? 0) : -Infinity;
  return [...groups.keys()].sort((x, y) => {
    const [one, other] = [points(x), points(y)];
    if (one !== other) return other > one ? 1 : -1;
    return compareText(groups[x]?.name ?? '', groups[y]?.name ?? '');
  });
}

function rowsOf(
  bots: readonly number[],
  { groups, battles, votes, speeds }: BoardColumns,
  rated: Rated | undefined,
  { start }: BoardOptions,
): BoardRow[] {
  const tally = tallyOf({ ...battles, bots: groups.length });
  const letters = rated ? groupLetters(rated.fit) : [];
  return bots.map(bot => {
    const { key = '', name = '', detail = '', fingerprint } = groups[bot] ?? {};
    const speed = speeds[bot] ?? NaN;
    const isRated = rated !== undefined && bot < battles.bots;
    const numbers = isRated
      ? {
          rating: rated.rating[bot] ?? 0,
          lower: rated.lower[bot] ?? 0,
          upper: rated.upper[bot] ?? 0,
          rankLow: rated.rankLow[bot] ?? 0,
          rankHigh: rated.rankHigh[bot] ?? 0,
        }
      : idleBot(name, groups.length, start);
    const { rating, lower, upper, rankLow, rankHigh } = numbers;
    const fought = battlesOfBot(tally, bot);
    return {
      key,
      name,
      detail,
      ...(fingerprint === undefined ? {} : { fingerprint }),
      rating,
      lower,
      upper,
      rankLow,
      rankHigh,
      groups: letters[bot] ?? '',
      enough: isRated && isEnough(votes[bot] ?? 0, rated.width[bot] ?? 0),
      battles: fought,
      wins: tally.wins[bot] ?? 0,
      ties: tally.ties[bot] ?? 0,
      losses: tally.losses[bot] ?? 0,
      votes: votes[bot] ?? 0,
      ...(Number.isNaN(speed) ? {} : { tokensPerSecond: speed }),
    };
  });
}

function warningsOf(
  { battles, groups, self, leftOut }: BoardColumns,
  names: readonly string[],
  rated: Rated | undefined,
  options: BoardOptions,
): BoardWarning[] {
  const isAnchored = options.anchor !== undefined && groupCalled(groups, options.anchor.name) >= 0;
  return [
    ...(rated ? ratingWarnings(rated, names, options) : []),
    ...nameWarnings(names, isAnchored ? undefined : options.anchor),
    ...(self > 0 ? [{ kind: 'self' as const, battles: self }] : []),
    ...(leftOut > 0 ? [{ kind: 'tooManyGroups' as const, kept: MOST_GROUPS, left: leftOut }] : []),
    ...(groups.length > MATRIX_BOTS ? [{ kind: 'tooManyBots' as const, shown: MATRIX_BOTS }] : []),
    ...(battles.bots > FEATURE_BOTS ? [{ kind: 'noFeatures' as const, most: FEATURE_BOTS }] : []),
  ];
}

/** Only Davidson's model has one, and only the plain fit uses it. */
function tieRateOf(rated: Rated | undefined, { method, ties }: BoardOptions): number | null {
  const strength = rated && !rated.style ? rated.fit.tieStrength : undefined;
  if (method === 'elo' || ties === 'half' || strength === undefined) return null;
  return strength / (2 + strength);
}

function biasOf(
  ballots: readonly Ballot[],
  columns: BoardColumns,
  { scale, base, start }: BoardOptions,
): readonly Effect[] {
  if (columns.battles.bots > FEATURE_BOTS) return [];
  const features = biasFeatures(ballots, columns);
  return contextualFit(columns.battles, features, { ties: 'half', scale, base, start }).effects;
}

function nextPairOf(
  names: readonly string[],
  rated: Rated | undefined,
  options: BoardOptions,
): Board['nextPair'] {
  const pair = rated && nextPair(rated.fit, options);
  return pair ? { a: names[pair.a] ?? '', b: names[pair.b] ?? '' } : null;
}
