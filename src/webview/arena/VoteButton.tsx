import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';

interface VoteButtonProps {
  readonly label: string;
  /** The bot's name, if the verdict is on one. */
  readonly name: string | undefined;
  readonly hotkey: string | undefined;
  readonly isGiven: boolean;
  readonly isOpen: boolean;
  /** Why just this verdict is not open. */
  readonly whyNot: string | undefined;
  readonly onVote: () => void;
  readonly testId: string;
}

export function VoteButton({
  label,
  name,
  hotkey,
  isGiven,
  isOpen,
  whyNot,
  onVote,
  testId,
}: VoteButtonProps) {
  const hint = isOpen ? hotkey && t('Key: {0}', hotkey) : whyNot;
  return (
    <Button
      testId={testId}
      pressed={isGiven}
      disabled={!isOpen && !isGiven}
      title={[name, hint].filter(Boolean).join('\n')}
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
