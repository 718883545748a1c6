import type { Leaderboard } from '../leaderboard.ts';
import { sortedBy, type Column } from './sort.ts';

interface SortHeaderProps {
  readonly leaderboard: Leaderboard;
  readonly column: Column;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly isNumber: boolean;
}

export function SortHeader({ leaderboard, column, title, hint, isNumber }: SortHeaderProps) {
  const sort = leaderboard.sort.value;
  const isChosen = sort.column === column;
  const order = sort.isDescending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      class={isNumber ? 'number' : undefined}
      aria-sort={isChosen ? order : undefined}
    >
      <button
        type="button"
        class="sort"
        data-testid={`sort-${column}`}
        title={hint}
        onClick={() => leaderboard.sortBy(sortedBy(column, sort))}
      >
        {title}
        <span class="arrow" aria-hidden="true">
          {isChosen ? (sort.isDescending ? '▾' : '▴') : ''}
        </span>
      </button>
    </th>
  );
}
