import type { Fingerprint } from '../../../src/core/model.ts';
import type { LeaderboardSnapshot } from '../../../src/protocol/leaderboardPage.ts';
import { seats } from './samples.ts';

/** A board whose ratings drift apart as votes come; the same each time. */
export function sampleBoard(bots: number, votes: number): LeaderboardSnapshot {
  const history: { vote: number; key: string; rating: number }[] = [];
  const rows = seats(bots).map(({ name, model }, place) => {
    const key = `${name}/${place}`;
    let rating = 1000;
    for (let vote = 0; vote <= votes; vote++) {
      if (vote > 0) rating += (1.5 - place) * 0.6 + 3 * Math.sin(vote * (place + 2));
      history.push({ vote, key, rating });
    }
    return {
      key,
      name,
      model,
      fingerprint: `0a1b2c3${place}` as Fingerprint,
      rating,
      battles: votes,
      wins: Math.round(votes * (0.5 - place * 0.1)),
      ties: Math.round(votes * 0.2),
      losses: Math.round(votes * (0.3 + place * 0.1)),
    };
  });
  return { rows, votes, history };
}
