import type { Verdict } from '../../model.ts';
import { botKey, pairsOf, type Pair } from '../../ranking/battles.ts';
import { BYTE_ORDER_MARK, csvRow } from './csv.ts';
import { countingVotes, turnNumber } from './evidence.ts';
import type { ExportFormat } from './format.ts';

/**
 * A battle a row, as the leaderboard counts them. `score_a` is 1 if a won and 0.5 for a tie; `outcome`
 * says who won or which tie it is. `turn` is empty for a vote on the session; `cast_at` is ISO 8601 in UTC.
 */
export const battlesCsv: ExportFormat = {
  id: 'battles-csv',
  label: 'CSV of battles',
  extension: 'csv',
  contents: ['votes'],
  async *render(records, { onLeftOut }) {
    yield (
      BYTE_ORDER_MARK +
      csvRow([
        'vote_id',
        'session_id',
        'turn',
        'cast_at',
        'voter',
        'blind',
        'bot_a',
        'model_a',
        'fingerprint_a',
        'bot_b',
        'model_b',
        'fingerprint_b',
        'score_a',
        'outcome',
      ])
    );
    for await (const record of records) {
      const votes = countingVotes(record);
      if (votes.length === 0 && record.turns.length > 0) onLeftOut('noVote');
      for (const vote of votes) {
        for (const { a, b, score } of pairsOf(vote)) {
          if (botKey(a) === botKey(b)) continue;
          yield csvRow([
            vote.id,
            vote.sessionId,
            turnNumber(record, vote),
            new Date(vote.castAt).toISOString(),
            vote.voter.name,
            vote.blind,
            a.name,
            a.model,
            a.fingerprint,
            b.name,
            b.model,
            b.fingerprint,
            score,
            outcomeOf(vote.verdict, score),
          ]);
        }
      }
    }
  },
};

/** `a` for the winner, which always stands first, `allGood`, `allBad`, or `tie` for the same place in a ranking. */
function outcomeOf({ kind }: Verdict, score: Pair['score']): string {
  if (score === 1) return 'a';
  return kind === 'allGood' || kind === 'allBad' ? kind : 'tie';
}
