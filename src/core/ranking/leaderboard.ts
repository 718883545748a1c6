import type { Fingerprint, Vote } from '../model.ts';
import { battlesOf, botKey, standing, type BotKey } from './battles.ts';
import { ELO_DEFAULTS, applyElo } from './elo.ts';

export interface LeaderboardRow {
  readonly key: BotKey;
  readonly name: string;
  readonly model: string;
  readonly fingerprint: Fingerprint;
  /** Elo points. */
  readonly rating: number;
  readonly battles: number;
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
}

export interface Leaderboard {
  /** Best first; equal ratings by name. */
  readonly rows: readonly LeaderboardRow[];
  /** Votes that stand and have no flag. */
  readonly votes: number;
  /** The rating of each bot after the nth vote (0 is the start), thinned to about `maxPoints` votes. */
  readonly history: readonly {
    readonly vote: number;
    readonly key: BotKey;
    readonly rating: number;
  }[];
}

/**
 * Rates the bots by online Elo with the sources' constants, and keeps the course of the ratings.
 *
 * @param votes oldest first; superseded and flagged ones are left out here.
 * @param maxPoints most moments kept of the history; the last one always is.
 */
export function leaderboard(votes: readonly Vote[], maxPoints = 300): Leaderboard {
  const counted = standing(votes).filter(({ flags }) => flags.length === 0);
  const tallies = new Map<BotKey, Tally>();
  for (const bot of counted.flatMap(vote => vote.shown)) {
    const { name, model, fingerprint } = bot;
    if (tallies.has(botKey(bot))) continue;
    tallies.set(botKey(bot), { name, model, fingerprint, battles: 0, wins: 0, ties: 0, losses: 0 });
  }

  const ratings = new Map<BotKey, number>(
    [...tallies.keys()].map(key => [key, ELO_DEFAULTS.start]),
  );
  const history: Leaderboard['history'][number][] = [];
  const note = (vote: number): void => {
    for (const [key, rating] of ratings) history.push({ vote, key, rating });
  };
  const step = Math.max(1, Math.ceil(counted.length / maxPoints));
  if (counted.length > 0) note(0);
  counted.forEach((vote, index) => {
    const battles = battlesOf(vote);
    for (const { a, b, score } of battles) {
      count(tallies.get(a), score);
      count(tallies.get(b), 1 - score);
    }
    applyElo(ratings, battles);
    if ((index + 1) % step === 0 || index + 1 === counted.length) note(index + 1);
  });

  const rows = [...tallies].map(([key, tally]) => ({
    key,
    ...tally,
    rating: ratings.get(key) ?? ELO_DEFAULTS.start,
  }));
  rows.sort((x, y) => y.rating - x.rating || (x.name < y.name ? -1 : 1));
  return { rows, votes: counted.length, history };
}

interface Tally {
  readonly name: string;
  readonly model: string;
  readonly fingerprint: Fingerprint;
  battles: number;
  wins: number;
  ties: number;
  losses: number;
}

function count(tally: Tally | undefined, score: number): void {
  if (!tally) return;
  tally.battles++;
  if (score === 1) tally.wins++;
  else if (score === 0) tally.losses++;
  else tally.ties++;
}
