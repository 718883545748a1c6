import type { Board } from '../../../core/ranking/board.ts';
import { t } from '../../l10n.ts';
import type { Leaderboard } from '../leaderboard.ts';
import { Choice } from './Choice.tsx';

/** The best ones are known best; thousands would make the list slow. */
const MOST_NAMED = 200;

interface AnchorProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** Which bot has the rating that all others are told by. */
export function Anchor({ leaderboard, board }: AnchorProps) {
  const { anchor, start } = leaderboard.options.value;
  const chosen = anchor?.name ?? '';
  const named = board.bots.slice(0, MOST_NAMED).map(({ name }) => name);
  const names = new Set(['', ...named, chosen]);
  return (
    <Choice
      label={t('{0} points are', anchor?.rating ?? start)}
      testId="anchor"
      value={chosen}
      values={[...names]}
      word={name => (name === '' ? t('the mean of all bots') : name)}
      onChange={name =>
        leaderboard.change({ anchor: name === '' ? undefined : { name, rating: start } })
      }
    />
  );
}
