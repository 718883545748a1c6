import type { Board } from '../../../core/ranking/board.ts';
import type { Leaderboard } from '../leaderboard.ts';
import { BehindDialog } from './BehindDialog.tsx';

interface BehindPlaceProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** Where the votes behind a number are shown, if somebody wants to see them. */
export function BehindPlace({ leaderboard, board }: BehindPlaceProps) {
  const behind = leaderboard.behind.value;
  if (!behind) return null;
  return <BehindDialog leaderboard={leaderboard} board={board} behind={behind} />;
}
