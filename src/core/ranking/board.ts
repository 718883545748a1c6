import * as z from 'zod/mini';
import { boardOptions, EXCLUSIONS, GROUPINGS } from './options.ts';

// A whole leaderboard as data: what the page shows, what the report and the files hold. It is a pure
// function of the ballots and the options; `bots` and every matrix are in the same order, best first.

/** One number with its 95 % interval. */
const estimate = z.object({ value: z.number(), lower: z.number(), upper: z.number() });
export type Estimate = z.infer<typeof estimate>;

const boardRow = z.object({
  /** What a rating belongs to, in one string; the same bot has the same key on every board. */
  key: z.string(),
  /** What is shown; unlike others' by the fingerprint where it must be. */
  name: z.string(),
  /** What else tells it: the model, `3 bots`; '' for nothing. */
  detail: z.string(),
  fingerprint: z.optional(z.string()),
  /** Points; 400 are odds of 10 to 1. */
  rating: z.number(),
  /** Of the 95 % interval. */
  lower: z.number(),
  upper: z.number(),
  /** The best and the worst rank that the intervals allow. */
  rankLow: z.number(),
  rankHigh: z.number(),
  /** Bots that share a letter cannot be told apart: `A`, `AB`, `B` … */
  groups: z.string(),
  /** Whether its votes are enough for the rating to mean anything. */
  enough: z.boolean(),
  battles: z.number(),
  wins: z.number(),
  ties: z.number(),
  losses: z.number(),
  /** Votes that it was shown in. */
  votes: z.number(),
  /** The median over its replies. */
  tokensPerSecond: z.optional(z.number()),
});
export type BoardRow = z.infer<typeof boardRow>;

/** Something that the reader must know before believing the numbers. */
const warning = z.discriminatedUnion('kind', [
  /** No votes connect these groups of bots, so they cannot be compared. */
  z.object({ kind: z.literal('islands'), groups: z.array(z.array(z.string())) }),
  /** Never lost or never won, against those it met: the rating is held by the prior only. */
  z.object({ kind: z.literal('unbeaten'), names: z.array(z.string()) }),
  z.object({ kind: z.literal('winless'), names: z.array(z.string()) }),
  /** A small prior was added, so that the numbers are finite: so many ties for each one-sided pair. */
  z.object({ kind: z.literal('prior'), ties: z.number() }),
  z.object({ kind: z.literal('anchorMissing'), name: z.string() }),
  /** Names that differ by case or blanks only. */
  z.object({ kind: z.literal('alike'), names: z.array(z.string()) }),
  /** Battles of a bot against itself, left out. */
  z.object({ kind: z.literal('self'), battles: z.number() }),
  /** A feature of style without variance of its own, left out of the style control. */
  z.object({
    kind: z.literal('noVariance'),
    feature: z.string(),
    /**
     * `alike`: the answers of each battle are alike in it. `foretold`: it follows from the bots (one is
     * always the longer) or from the features before it.
     */
    reason: z.enum(['alike', 'foretold']),
  }),
  /** The features decide every vote: only a small ridge keeps what they do finite. */
  z.object({ kind: z.literal('styleDecides') }),
  /** Style control goes with these options only, whatever was asked for. */
  z.object({ kind: z.literal('notWithStyle'), options: z.array(z.enum(['ties', 'intervals'])) }),
  /** Online Elo's spread comes of so many rounds, fewer than asked for, as there are many votes. */
  z.object({ kind: z.literal('fewerRounds'), rounds: z.number() }),
  /** More bots than the matrices take: these rows have none. */
  z.object({ kind: z.literal('tooManyBots'), shown: z.number() }),
  /** More groups than a board takes: those with the fewest battles are left out, with their battles. */
  z.object({ kind: z.literal('tooManyGroups'), kept: z.number(), left: z.number() }),
  /** More bots than bias and style control are worked out for: there is neither. */
  z.object({ kind: z.literal('noFeatures'), most: z.number() }),
  /** Sessions whose votes are not counted, as what is stored of them cannot be understood. */
  z.object({ kind: z.literal('unreadable'), sessions: z.number() }),
]);
export type BoardWarning = z.infer<typeof warning>;

/** An effect on the odds of winning: its logarithm, by unit of the feature. */
const effect = z.object({
  feature: z.string(),
  /** Log-odds for one standard deviation (style) or for the side that has it (bias). */
  value: z.number(),
  lower: z.number(),
  upper: z.number(),
  /** How often the side that has more of it wins when all else is equal, 0 … 1. */
  winRate: estimate,
  /** Battles in which the sides differ in it. */
  battles: z.number(),
});
export type Effect = z.infer<typeof effect>;

const matrix = z.readonly(z.array(z.readonly(z.array(z.nullable(z.number())))));
export type Matrix = z.infer<typeof matrix>;

const voterRow = z.object({
  name: z.string(),
  votes: z.number(),
  /** On single turns and on whole sessions: ChatZoo's table of users. */
  turnVotes: z.number(),
  sessionVotes: z.number(),
  /** 0 where no vote knows its time. */
  firstAt: z.number(),
  lastAt: z.number(),
  /** Share of pairs that they judged more than once and alike each time; null where there is none. */
  consistency: z.nullable(z.number()),
  /** How often they agree with the ratings of everybody else, 0 … 1. */
  agreement: z.nullable(z.number()),
  /** FastChat's martingale: the larger, the less they vote like the others; an outlier from 20 on. */
  martingale: z.nullable(z.number()),
  outlier: z.boolean(),
});
export type VoterRow = z.infer<typeof voterRow>;

export const board = z.object({
  options: boardOptions,
  /** SHA-256 in hex over what was counted; the same votes in any order have the same. */
  inputHash: z.string(),
  /** Counted votes and the battles that they imply. */
  votes: z.number(),
  battles: z.number(),
  /** Votes that stand but are not counted, by the first reason; `filter` for what no filter lets in. */
  excluded: z.object({
    filter: z.number(),
    voter: z.number(),
    ...(Object.fromEntries(EXCLUSIONS.map(name => [name, z.number()])) as Record<
      (typeof EXCLUSIONS)[number],
      z.ZodMiniNumber
    >),
  }),
  bots: z.readonly(z.array(boardRow)),
  warnings: z.readonly(z.array(warning)),
  /** Davidson's: how likely a tie between equals is, 0 … 1; null with ties as half wins. */
  tieRate: z.nullable(z.number()),
  /** Of the row against the column. `predicted` by the ratings; `observed` with ties as half; null for none. */
  predicted: matrix,
  observed: matrix,
  /** Battles between row and column. */
  counts: matrix,
  /** What the ratings predict against all others, each with the same weight; null beyond the matrices. */
  averageWinRate: z.readonly(z.array(z.nullable(estimate))),
  /**
   * The course of online Elo, whatever the method: after so many counted votes, thinned. `at`: when the
   * last of them was cast; 0 where it does not know.
   */
  history: z.readonly(
    z.array(z.object({ vote: z.number(), at: z.number(), key: z.string(), rating: z.number() })),
  ),
  /** Who cast most votes comes first. */
  voters: z.readonly(z.array(voterRow)),
  /** Votes by voter and day (UTC, `2026-01-31`); without a voter: those of all who are not named. */
  days: z.readonly(
    z.array(z.object({ day: z.string(), voter: z.optional(z.string()), votes: z.number() })),
  ),
  /** Between voters who judged the same things; who judged most of those comes first. */
  agreement: z.object({
    voters: z.readonly(z.array(z.string())),
    /** Cohen's kappa, and things both judged. */
    kappa: matrix,
    shared: matrix,
    fleiss: z.nullable(z.number()),
    alpha: z.nullable(z.number()),
    /** Things that two or more judged. */
    items: z.number(),
  }),
  /** What the voters go by beside the answer: length, side, speed, first to finish. */
  bias: z.readonly(z.array(effect)),
  /** Empty unless style is controlled for. */
  style: z.readonly(z.array(effect)),
  /**
   * For neighbours in the table that cannot be told apart yet, by their keys: how many more votes between
   * them do it (80 % power); null where they seem equal so far. Bots without enough votes are left out, and
   * neighbours are of one island.
   */
  separations: z.readonly(
    z.array(z.object({ a: z.string(), b: z.string(), votes: z.nullable(z.number()) })),
  ),
  /** The pair whose next vote would narrow the intervals most: names; null with fewer than two bots. */
  nextPair: z.nullable(z.object({ a: z.string(), b: z.string() })),
  /** What the filters may choose from, over all ballots, whatever is filtered now. */
  choices: z.object({
    groupings: z.readonly(z.array(z.enum(GROUPINGS))),
    tags: z.readonly(z.array(z.string())),
    voters: z.readonly(z.array(z.string())),
    languages: z.readonly(z.array(z.string())),
    origins: z.readonly(z.array(z.string())),
    promptSets: z.readonly(z.array(z.string())),
    annotationModes: z.readonly(z.array(z.string())),
    from: z.optional(z.number()),
    until: z.optional(z.number()),
  }),
  /** How many each of these lists leaves out, so that no number of voters makes a board of megabytes. */
  more: z.object({
    voters: z.number(),
    /** The oldest ones. */
    days: z.number(),
    /** Voters without a row in the matrices of agreement. */
    agreement: z.number(),
    choices: z.object({
      tags: z.number(),
      voters: z.number(),
      languages: z.number(),
      origins: z.number(),
      promptSets: z.number(),
    }),
  }),
});
export type Board = z.infer<typeof board>;
