import { useState } from 'preact/hooks';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import { wholeText } from './words.ts';

/** Rows that are drawn without being asked for; thousands at once would stop the page. */
const STEP = 100;

interface More {
  readonly shown: number;
  readonly total: number;
  readonly onMore: () => void;
}

/** How many rows of a long table to draw. */
export function useMore(total: number, step = STEP): More {
  const [most, setMost] = useState(step);
  return { shown: Math.min(most, total), total, onMore: () => setMost(most + step) };
}

export function MoreButton({ shown, total, onMore }: More) {
  if (shown === total) return null;
  return (
    <div class="more">
      <Button testId="more" onClick={onMore}>
        {t('Show more')}
      </Button>
      <span class="muted">{t('{0} of {1}', wholeText(shown), wholeText(total))}</span>
    </div>
  );
}
