import type { ComponentChildren } from 'preact';
import type { Fold } from '../kept.ts';
import type { Leaderboard } from '../leaderboard.ts';

interface FoldingProps {
  readonly leaderboard: Leaderboard;
  readonly fold: Fold;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part that is folded until somebody wants it; it stays as it was left. */
export function Folding({ leaderboard, fold, title, children }: FoldingProps) {
  const isOpen = leaderboard.open.value.includes(fold);
  return (
    <details
      class="folding"
      data-testid={`fold-${fold}`}
      open={isOpen}
      onToggle={event => {
        const now = event.currentTarget.open;
        if (now !== isOpen) leaderboard.fold(fold, now);
      }}
    >
      <summary>{title}</summary>
      {isOpen && <div class="folded">{children}</div>}
    </details>
  );
}
