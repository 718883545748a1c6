import type { VoterRow as Voter } from '../../../core/ranking/board.ts';
import { t } from '../../l10n.ts';
import { Badge, Button } from '../../ui/kit.tsx';
import type { Leaderboard } from '../leaderboard.ts';
import { CellButton } from '../table/CellButton.tsx';
import { NO_NUMBER } from '../table/columns.tsx';
import { dayText, percentText, tenthsText, wholeText } from '../words.ts';

interface VoterRowProps {
  readonly leaderboard: Leaderboard;
  readonly voter: Voter;
}

export function VoterRow({ leaderboard, voter }: VoterRowProps) {
  const { name, agreement, consistency, martingale, outlier } = voter;
  const leaveOut = () => {
    const { excludedVoters } = leaderboard.options.peek();
    leaderboard.change({ excludedVoters: [...excludedVoters, name] });
  };
  const show = () => void leaderboard.show({ voter: name });
  const showLast = () => void leaderboard.show({ voter: name, day: utcDay(voter.lastAt) });
  const share = (value: number | null) =>
    value === null ? NO_NUMBER : <CellButton onClick={show}>{percentText(value)}</CellButton>;
  return (
    <tr data-voter={name}>
      <th scope="row">
        {name}{' '}
        {outlier && (
          <Badge
            testId="outlier"
            title={t(
              'Votes unlike everybody else; the measure is {0}',
              tenthsText(martingale ?? 0),
            )}
          >
            {t('outlier')}
          </Badge>
        )}
      </th>
      <td class="number">
        <CellButton onClick={show}>{wholeText(voter.votes)}</CellButton>
      </td>
      <td class="number">{wholeText(voter.turnVotes)}</td>
      <td class="number">{wholeText(voter.sessionVotes)}</td>
      <td class="number">{share(agreement)}</td>
      <td class="number">{share(consistency)}</td>
      <td class="number">
        {voter.lastAt > 0 ? (
          <CellButton onClick={showLast}>{dayText(voter.lastAt)}</CellButton>
        ) : (
          NO_NUMBER
        )}
      </td>
      <td>
        <Button label={t('Leave out {0}', name)} testId="leave-out" onClick={leaveOut}>
          {t('Leave out')}
        </Button>
      </td>
    </tr>
  );
}

/** `2026-01-31`, as the boards count days. */
const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
