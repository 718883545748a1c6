import type { Vote } from '../../model.ts';
import type { SessionRecord } from '../record.ts';
import { correctedReplies } from './talk.ts';
import type { ExportContext } from './format.ts';

/**
 * Tells of what nobody judged: each turn without a vote where turns are voted on, else the session.
 * What has a correction was judged.
 */
export function tellUnvoted(
  record: SessionRecord,
  votes: readonly Vote[],
  onLeftOut: ExportContext['onLeftOut'],
): void {
  const corrected = new Set(correctedReplies(record).map(({ turn }) => turn.id));
  const onSession = votes.some(vote => vote.turnId === undefined);
  if (record.session.annotationMode === 'session' || record.session.mode === 'debug') {
    const isJudged = votes.length > 0 || corrected.size > 0;
    if (record.turns.length > 0 && !isJudged) onLeftOut('noVote');
    return;
  }
  if (onSession) return;
  const voted = new Set(votes.map(vote => vote.turnId));
  for (const { id } of record.turns) if (!voted.has(id) && !corrected.has(id)) onLeftOut('noVote');
}
