import type { Board, BoardRow, Effect } from '../../src/core/ranking/board.ts';
import { BOARD_DEFAULTS, EXCLUSIONS } from '../../src/core/ranking/options.ts';

/** Names that try to be markup, code, a format, or just too much. */
export const HOSTILE_NAMES: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(2)</script>',
  "'&amp;\n\t{0} ]]> --></style></svg>",
  `${'very long name '.repeat(30)}end`,
  '通义千问-72B-对话-测试版-非常非常非常非常非常长的名字',
  '\u202Edlrow olleh\u0000\u0007',
  '',
  '🦙👩‍👩‍👧‍👦',
];

interface BoardShape {
  readonly bots: number;
  readonly votes: number;
  /** Of the bots and annotators; made up where it ends. */
  readonly names?: readonly string[] | undefined;
  readonly annotators?: number | undefined;
  readonly days?: number | undefined;
  /** Bots from here on have too few votes. */
  readonly enough?: number | undefined;
}

/** 2026-01-05, a Monday. */
const FIRST_DAY = Date.UTC(2026, 0, 5);
const DAY = 86_400_000;

/**
 * A board as it might come of votes, but by rule, not by fitting: it is for what shows boards. Bots are
 * 30 points apart; every two of them met alike.
 */
export function boardWith(shape: BoardShape): Board {
  const { bots: count, votes, names = [], days = 5 } = shape;
  const enough = shape.enough ?? count;
  const pairs = (count * (count - 1)) / 2;
  const perPair = pairs === 0 ? 0 : Math.ceil(votes / pairs);
  const places = Array.from({ length: count }, (_, place) => place);
  const annotators = Array.from(
    { length: votes === 0 ? 0 : (shape.annotators ?? 3) },
    (_, index) => names[index] ?? `annotator ${index + 1}`,
  );
  const bots = places.map((place): BoardRow => {
    const rating = 1000 + (count / 2 - place) * 30;
    const width = 400 / Math.sqrt(Math.max(1, perPair * count));
    const battles = perPair * (count - 1);
    return {
      key: `key-${place}`,
      name: names[place] ?? `bot ${place + 1}`,
      detail: place % 2 === 0 ? 'model' : '',
      rating,
      lower: rating - width,
      upper: rating + width * 1.1,
      rankLow: Math.max(1, place),
      rankHigh: Math.min(count, place + 2),
      groups: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.charAt(Math.floor(place / 3) % 26),
      enough: votes > 0 && place < enough,
      battles,
      wins: Math.floor(battles / 2),
      ties: battles % 2,
      losses: Math.floor(battles / 2),
      votes: battles,
      tokensPerSecond: place === 1 ? undefined : 20 + place / 3,
    };
  });
  const matrix = (of: (a: number, b: number) => number | null) =>
    places.map(a => places.map(b => (a === b ? null : of(a, b))));
  const winRate = (a: number, b: number) => 1 / (1 + 10 ** (((a - b) * 30) / 400));
  const effects = (features: readonly string[]) =>
    votes === 0 ? [] : features.map((feature, index) => effect(feature, 0.3 - index * 0.25, votes));
  return {
    options: BOARD_DEFAULTS,
    inputHash: 'ab'.repeat(32),
    votes,
    battles: perPair * pairs,
    excluded: {
      filter: 0,
      voter: 0,
      ...(Object.fromEntries(EXCLUSIONS.map((name, index) => [name, index])) as Record<
        (typeof EXCLUSIONS)[number],
        number
      >),
    },
    bots,
    warnings: [],
    tieRate: null,
    predicted: matrix(winRate),
    // The last two have never met.
    observed: matrix((a, b) =>
      votes === 0 || (count > 2 && a + b === 2 * count - 3) ? null : winRate(a, b) * 0.9 + 0.05,
    ),
    counts: matrix((a, b) => perPair + a + b),
    averageWinRate: places.map(place => {
      if (votes === 0 || count < 2) return null;
      const value = (count - place) / (count + 1);
      return { value, lower: Math.max(0, value - 0.1), upper: Math.min(1, value + 0.1) };
    }),
    history: places.flatMap(place =>
      Array.from({ length: Math.min(votes, 20) }, (_, step) => ({
        vote: Math.round(((step + 1) * votes) / Math.min(votes, 20)),
        at: FIRST_DAY + step * DAY,
        key: `key-${place}`,
        rating: 1000 + (count / 2 - place) * (step + 1) + (step % 3),
      })),
    ),
    voters: annotators.map((name, index) => ({
      name,
      votes: Math.ceil(votes / annotators.length),
      turnVotes: index,
      sessionVotes: Math.ceil(votes / annotators.length) - index,
      firstAt: FIRST_DAY,
      lastAt: FIRST_DAY + days * DAY,
      consistency: index === 0 ? null : 0.8,
      agreement: index === 0 ? null : 0.7,
      martingale: index === 0 ? null : 3 + index * 20,
      outlier: index > 0,
    })),
    days: Array.from({ length: votes === 0 ? 0 : days }, (_, day) =>
      annotators
        .filter((_name, index) => (day + index) % 3 !== 1)
        .map((voter, index) => ({
          day: new Date(FIRST_DAY + (day + Math.floor(day / 3) * 2) * DAY)
            .toISOString()
            .slice(0, 10),
          voter,
          votes: 1 + ((day * 7 + index * 3) % 9),
        })),
    ).flat(),
    agreement: {
      voters: annotators,
      kappa: annotators.map((_, a) =>
        annotators.map((_name, b) => (a === b ? 1 : 0.7 - (a + b) / 4)),
      ),
      shared: annotators.map((_, a) => annotators.map((_name, b) => 10 + a + b)),
      fleiss: annotators.length < 2 ? null : 0.41,
      alpha: annotators.length < 2 ? null : 0.42,
      items: annotators.length < 2 ? 0 : 12,
    },
    bias: effects(['side', 'length', 'speed', 'firstFinished']),
    style: effects(['length', 'header', 'list', 'bold']),
    separations: bots.slice(1).map(({ name }, place) => ({
      a: bots[place]?.name ?? '',
      b: name,
      votes: place === 0 ? null : place * 10,
    })),
    nextPair: count < 2 ? null : { a: bots[0]?.name ?? '', b: bots[1]?.name ?? '' },
    choices: {
      groupings: ['fingerprint', 'name'],
      tags: [],
      voters: annotators,
      languages: [],
      origins: [],
      promptSets: [],
      annotationModes: [],
    },
    more: {
      voters: 0,
      days: 0,
      agreement: 0,
      choices: { tags: 0, voters: 0, languages: 0, origins: 0, promptSets: 0 },
    },
  };
}

function effect(feature: string, value: number, battles: number): Effect {
  const logistic = (x: number) => 1 / (1 + Math.exp(-x));
  const [lower, upper] = [value - 0.2, value + 0.2];
  return {
    feature,
    ...{ value, lower, upper, battles },
    winRate: { value: logistic(value), lower: logistic(lower), upper: logistic(upper) },
  };
}
