import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';

interface VoteButtonProps {
  readonly label: string;
  /** The bot's name, if the verdict is on one. */
  readonly name: string | undefined;
  readonly hotkey: string | undefined;
  readonly isGiven: boolean;
  readonly isOpen: boolean;
  readonly onVote: () => void;
  readonly testId: string;
}

export function VoteButton({
  label,
  name,
  hotkey,
  isGiven,
  isOpen,
  onVote,
  testId,
}: VoteButtonProps) {
  return (
    <Button
      testId={testId}
      pressed={isGiven}
      disabled={!isOpen && !isGiven}
      title={hotkey === undefined ? undefined : t('Key: {0}', hotkey)}
      onClick={onVote}
    >
      <span class="vote-label">
        {isGiven && <span aria-hidden="true">✓</span>}
        {label}
        {name !== undefined && <span class="vote-name">{name}</span>}
        {hotkey !== undefined && isOpen && <kbd>{hotkey}</kbd>}
      </span>
    </Button>
  );
}
