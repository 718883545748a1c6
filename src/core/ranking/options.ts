import * as z from 'zod/mini';
import { ANNOTATION_MODES, SAMPLING_NUMBERS, VOTE_FLAGS } from '../model.ts';

// How a leaderboard is made: what the page's controls set, what the command line's options set, and
// what is written beside every result.

export const METHODS = ['bt', 'elo'] as const;
/** `half`: a tie is half a win for each. `davidson`: ties have a strength of their own in the model. */
export const TIES = ['half', 'davidson'] as const;
/** `battle`: a vote among n bots counts n − 1 battles. `split`: each of them counts 1/(n − 1). */
export const WEIGHTINGS = ['battle', 'split'] as const;
/** `analytic`: the sandwich estimate over votes. `bootstrap`: votes drawn again and again. */
export const INTERVALS = ['analytic', 'bootstrap'] as const;
/** What a rating belongs to. A sampling parameter groups by its value, whatever the bot. */
export const GROUPINGS = [
  'fingerprint',
  'name',
  'model',
  'family',
  'kind',
  'systemPrompt',
  ...SAMPLING_NUMBERS,
] as const;
/** Why a vote is not counted, beside the filters; each is a switch. */
export const EXCLUSIONS = [...VOTE_FLAGS, 'tooShort', 'named', 'tie'] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

const boardFilter = z.object({
  /** Each list: empty for no restriction. A vote fits if its session has any of the tags. */
  tags: z.readonly(z.array(z.string())),
  voters: z.readonly(z.array(z.string())),
  languages: z.readonly(z.array(z.string())),
  annotationModes: z.readonly(z.array(z.enum(ANNOTATION_MODES))),
  /** Ids of import formats; '' for what was made here. */
  origins: z.readonly(z.array(z.string())),
  promptSets: z.readonly(z.array(z.string())),
  turn: z.enum(['all', 'first', 'later']),
  /** Milliseconds since 1970-01-01 UTC, both included. */
  from: z.optional(z.number()),
  until: z.optional(z.number()),
});
export type BoardFilter = z.infer<typeof boardFilter>;

export const boardOptions = z.object({
  method: z.enum(METHODS),
  ties: z.enum(TIES),
  weighting: z.enum(WEIGHTINGS),
  intervals: z.enum(INTERVALS),
  /** Rounds of the bootstrap. */
  rounds: z.number(),
  /** Of everything that is drawn: 0 … 2³² − 1. */
  seed: z.number(),
  groupBy: z.enum(GROUPINGS),
  /** Most Elo points one battle can move. */
  k: z.number(),
  scale: z.number(),
  base: z.number(),
  /** The mean of all ratings; where online Elo starts. */
  start: z.number(),
  /** Bot (its shown name) that is to have this rating; all others move along. */
  anchor: z.optional(z.object({ name: z.string(), rating: z.number() })),
  /** Whether length, headers, lists and bold text of the answers are accounted for. */
  styleControl: z.boolean(),
  exclude: z.readonly(z.array(z.enum(EXCLUSIONS))),
  excludedVoters: z.readonly(z.array(z.string())),
  filter: boardFilter,
});
export type BoardOptions = z.infer<typeof boardOptions>;
export type Grouping = BoardOptions['groupBy'];

export const NO_FILTER: BoardFilter = {
  tags: [],
  voters: [],
  languages: [],
  annotationModes: [],
  origins: [],
  promptSets: [],
  turn: 'all',
};

/** ChatZoo's: flagged votes do not count, named ones do. The constants are those of the sources. */
export const BOARD_DEFAULTS: BoardOptions = {
  method: 'bt',
  ties: 'half',
  weighting: 'battle',
  intervals: 'analytic',
  rounds: 1000,
  seed: 42,
  groupBy: 'fingerprint',
  k: 4,
  scale: 400,
  base: 10,
  start: 1000,
  styleControl: false,
  exclude: [...VOTE_FLAGS],
  excludedVoters: [],
  filter: NO_FILTER,
};

/** What FastChat's cleaning leaves out: flagged votes, and those with names to be seen. */
export const FASTCHAT_EXCLUSIONS: readonly Exclusion[] = [...VOTE_FLAGS, 'named'];
