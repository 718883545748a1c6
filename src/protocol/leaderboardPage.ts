import * as z from 'zod/mini';
import type { Contract } from './rpc.ts';
import { idOf } from '../core/schemas.ts';

const row = z.object({
  /** Bot name and fingerprint in one: what a rating belongs to. */
  key: z.string(),
  name: z.string(),
  model: z.string(),
  fingerprint: idOf<'fingerprint'>(),
  /** Elo points. */
  rating: z.number(),
  battles: z.number(),
  wins: z.number(),
  ties: z.number(),
  losses: z.number(),
});
export type LeaderboardRow = z.infer<typeof row>;

const leaderboardSnapshot = z.object({
  /** Best first. */
  rows: z.readonly(z.array(row)),
  /** Votes that count. */
  votes: z.number(),
  /** Ratings over time, one point a vote (thinned when there are many), for every bot in `rows`. */
  history: z.readonly(z.array(z.object({ vote: z.number(), key: z.string(), rating: z.number() }))),
});
export type LeaderboardSnapshot = z.infer<typeof leaderboardSnapshot>;

const nothing = z.object({});

/** The border between the host and the leaderboard page. */
export const leaderboardPage = {
  calls: {
    'leaderboard/snapshot': { ask: nothing, answer: leaderboardSnapshot },
    'arena/open': { ask: nothing, answer: nothing },
  },
  events: {
    /** A vote arrived or went; the whole board comes again. */
    changed: leaderboardSnapshot,
  },
} as const satisfies Contract;
