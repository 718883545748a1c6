import { useEffect, useState } from 'preact/hooks';
import { t } from '../l10n.ts';
import { COPIED_MS } from '../ui/copied.ts';
import { Button } from '../ui/kit.tsx';

interface CopyButtonProps {
  readonly label: string;
  /** @returns whether it is copied. */
  readonly onCopy: () => Promise<boolean>;
}

export function CopyButton({ label, onCopy }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <Button
      look="icon"
      testId="copy"
      label={label}
      onClick={() => void onCopy().then(isDone => setCopied(isDone))}
    >
      {isCopied ? t('Copied') : t('Copy')}
    </Button>
  );
}
