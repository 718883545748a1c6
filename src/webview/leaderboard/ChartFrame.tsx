import { useEffect, useRef } from 'preact/hooks';
import type { LeaderboardSnapshot } from '../../protocol/leaderboardPage.ts';
import { locale, t } from '../l10n.ts';
import type { Chart } from './charts/chart.ts';

interface ChartFrameProps {
  readonly chart: Chart;
  readonly snapshot: LeaderboardSnapshot;
}

/** Draws a chart as wide as the page, again when either changes. Colours follow by themselves. */
export function ChartFrame({ chart, snapshot }: ChartFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = box.current;
    if (!root) return undefined;
    let drawn = 0;
    const observer = new ResizeObserver(() => {
      const width = Math.round(root.clientWidth);
      if (width === drawn || width === 0) return;
      drawn = width;
      const drawing = chart.draw(snapshot, { width, locale, t });
      // Plot's own style sheet would need a hole in the page's policy; ours says the same.
      for (const style of drawing.querySelectorAll('style')) style.remove();
      root.replaceChildren(drawing);
    });
    observer.observe(root);
    return () => observer.disconnect();
  }, [chart, snapshot]);
  return (
    <figure class="chart" data-testid={`chart-${chart.id}`}>
      <figcaption>{chart.title(t)}</figcaption>
      <div ref={box} class="chart-box" />
    </figure>
  );
}
