import type { ComponentChildren } from 'preact';
import { t } from '../../l10n.ts';

interface CellButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  readonly testId?: string;
}

/** A number that opens the votes behind it. Keys find it by its class. */
export function CellButton({ children, onClick, testId }: CellButtonProps) {
  return (
    <button
      type="button"
      class="cell"
      title={t('Show the votes behind this')}
      data-testid={testId}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
