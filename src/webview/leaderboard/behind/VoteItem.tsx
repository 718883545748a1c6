import type { VotesBehind } from '../../../protocol/leaderboardPage.ts';
import { t } from '../../l10n.ts';
import { Badge, Button } from '../../ui/kit.tsx';
import type { Leaderboard } from '../leaderboard.ts';
import { reasonText, momentText } from '../words.ts';

interface VoteItemProps {
  readonly leaderboard: Leaderboard;
  readonly vote: VotesBehind['votes'][number];
}

/** One vote: when, who, what it said, and the way to its session. */
export function VoteItem({ leaderboard, vote }: VoteItemProps) {
  const { sessionId, turnId, title, castAt, voter, outcome, flags, counted } = vote;
  return (
    <li class="vote" data-testid="vote">
      <div class="vote-head">
        <span class="vote-title">{title === '' ? t('(without a title)') : title}</span>
        {sessionId !== undefined && (
          <Button
            testId="open-session"
            label={t('Open: {0}', title)}
            onClick={() => leaderboard.tell('session/open', { id: sessionId, turnId })}
          >
            {t('Open')}
          </Button>
        )}
      </div>
      <div>{outcome}</div>
      <div class="muted vote-facts">
        {/* Votes of other programs may lack their time. */}
        <span>{castAt > 0 ? momentText(castAt) : t('at an unknown time')}</span>
        <span>{voter}</span>
        {flags.map(flag => (
          <Badge key={flag}>{reasonText(flag)}</Badge>
        ))}
        {!counted && <Badge testId="not-counted">{t('not counted')}</Badge>}
      </div>
    </li>
  );
}
